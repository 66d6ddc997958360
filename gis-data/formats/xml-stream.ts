/** XML as it arrives, event by event. Entities that a document defines itself are not expanded, but a fault. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { StoreError } from '../store/store-error.ts';

export type XmlEvents = {
  /** @param name without its prefix */
  readonly open: (name: string, attributes: SaxesTagPlain['attributes']) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

export class XmlStream {
  readonly #parser = new SaxesParser();
  readonly #decoder = new TextDecoder();
  #fault: Error | undefined;

  constructor({ open, text, close }: XmlEvents) {
    this.#parser.on('error', (error) => {
      this.#fault ??= error;
    });
    this.#parser.on('opentag', ({ name, attributes }) => open(localName(name), attributes));
    this.#parser.on('text', text);
    this.#parser.on('cdata', text);
    this.#parser.on('closetag', ({ name }) => close(localName(name)));
  }

  get line(): number {
    return this.#parser.line;
  }

  /** @throws StoreError `xml-broken` */
  write(chunk: Buffer): void {
    this.#parser.write(this.#decoder.decode(chunk, { stream: true }));
    this.#check();
  }

  /** @throws StoreError `xml-broken` where the document is not whole */
  end(): void {
    this.#parser.close();
    this.#check();
  }

  #check(): void {
    if (!this.#fault) return;
    throw new StoreError(
      'xml-broken',
      `The file is no whole XML: ${this.#fault.message}.`,
      'It is cut off or broken: copy or download it again.',
      this.#fault,
    );
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
