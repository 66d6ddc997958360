/**
 * Lets many connections of the PostgreSQL protocol share the one backend of PGlite.
 *
 * Connections take turns by whole query cycles (a simple query; everything up to a Sync; a COPY with all its data),
 * never by single messages, because the backend has only one unnamed statement: two parameterised queries that
 * interleave would execute each other's text. A connection that has begun a transaction keeps the backend until it
 * ends. What is set outside a transaction is set for everybody; so nothing is: SET LOCAL only.
 */
import type { PGlite } from '@electric-sql/pglite';
import { createServer, type Socket } from 'node:net';

/** The part of PGlite that is used; `execProtocolRawStream` works synchronously and calls back in between. */
export type Backend = Pick<PGlite, 'execProtocolRawStream' | 'isInTransaction'>;

type Unit = {
  readonly connection: Connection;
  readonly bytes: Buffer;
  /** Ended by a Flush: the cycle goes on, and the backend stays with its connection. */
  readonly open: boolean;
  readonly copyIn: boolean;
};

/** A transaction that neither works nor ends while others wait is rolled back, and its connection closed. */
const IDLE_TRANSACTION_LIMIT_MS = 60_000;
/** A COPY is kept in memory until its end, because the backend cannot wait for input; larger ones come in pieces. */
const COPY_LIMIT_BYTES = 256 * 1024 * 1024;
const STARTUP_LIMIT_BYTES = 10_000;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const PROTOCOL_MAJOR = 3;
/** Format text, no columns: what the client needs to know before it sends its data. */
const COPY_IN_RESPONSE = Buffer.from([0x47, 0, 0, 0, 7, 0, 0, 0]);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
const BACKEND_KEY = 'K'.charCodeAt(0);
const COPY_FROM_CLIENT = /^\s*copy\s[^;]*\sfrom\s+stdin\b/i;

/**
 * Listens on a unix socket.
 * @param onBroken called when the backend itself failed; nothing can be asked of it any more
 */
export async function serveBackend(
  backend: Backend,
  socketPath: string,
  onBroken: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const turns = new Turns(backend, onBroken);
  const connections = new Set<Connection>();
  const server = createServer((socket) => {
    const connection = new Connection(socket, turns);
    connections.add(connection);
    socket.on('close', () => {
      connections.delete(connection);
      void turns.leave(connection);
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(socketPath, done);
  });
  return {
    async stop() {
      server.close();
      for (const connection of connections) connection.close();
      await turns.end();
    },
  };
}

/** Who may speak to the backend, one cycle after the other. */
class Turns {
  readonly #backend: Backend;
  readonly #onBroken: (error: unknown) => void;
  #waiting: Unit[] = [];
  /** The connection whose transaction or cycle is not finished. */
  #holder: Connection | undefined;
  #running = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(backend: Backend, onBroken: (error: unknown) => void) {
    this.#backend = backend;
    this.#onBroken = onBroken;
  }

  ask(unit: Unit): void {
    this.#waiting.push(unit);
    void this.#run();
  }

  /** The connection is gone: so is what it waited for, and what it had not committed. */
  async leave(connection: Connection): Promise<void> {
    this.#waiting = this.#waiting.filter((unit) => unit.connection !== connection);
    if (this.#holder === connection && !this.#running) {
      await this.#rollBack();
      await this.#run();
    }
  }

  async end(): Promise<void> {
    this.#waiting = [];
    if (this.#holder) await this.#rollBack();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#idleTimer);
    for (let unit = this.#next(); unit; unit = this.#next()) {
      await this.#execute(unit);
      this.#holder = unit.open || this.#backend.isInTransaction() ? unit.connection : undefined;
      if (this.#holder?.closed) await this.#rollBack();
    }
    this.#running = false;
    const holder = this.#holder;
    if (holder && this.#waiting.length > 0) {
      this.#idleTimer = setTimeout(() => {
        holder.refuse(
          '25P03',
          `the transaction did nothing for ${IDLE_TRANSACTION_LIMIT_MS / 1000} s while others waited`,
        );
      }, IDLE_TRANSACTION_LIMIT_MS);
    }
  }

  #next(): Unit | undefined {
    const at = this.#holder ? this.#waiting.findIndex((unit) => unit.connection === this.#holder) : 0;
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  async #execute({ connection, bytes, open, copyIn }: Unit): Promise<void> {
    const answer = new Answer(copyIn, (part) => connection.write(part));
    try {
      await this.#backend.execProtocolRawStream(bytes, { onRawData: (data) => answer.take(data) });
    } catch (error) {
      this.#onBroken(error);
    }
    if (!open) answer.end();
  }

  async #rollBack(): Promise<void> {
    this.#holder = undefined;
    // The Sync ends a cycle that was cut off by a Flush.
    const bytes = Buffer.concat([message('S'), message('Q', Buffer.from('rollback\0'))]);
    try {
      await this.#backend.execProtocolRawStream(bytes, { onRawData: () => {} });
    } catch (error) {
      this.#onBroken(error);
    }
  }
}

/** One client: cuts its bytes into messages, and messages into cycles. */
class Connection {
  readonly #socket: Socket;
  readonly #turns: Turns;
  #chunks: Buffer[] = [];
  #received = 0;
  /** Bytes that the next message needs; looking earlier would join large parameters again and again. */
  #needed = 0;
  #started = false;
  #cycle: Buffer[] = [];
  #copying = false;
  #copyBytes = 0;

  constructor(socket: Socket, turns: Turns) {
    this.#socket = socket;
    this.#turns = turns;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    // A client that vanishes is ordinary; 'close' follows and cleans up.
    socket.on('error', () => socket.destroy());
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  write(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Ends the connection with a sentence, as a server does. */
  refuse(sqlState: string, text: string): void {
    const fields = `SFATAL\0VFATAL\0C${sqlState}\0M${text}\0\0`;
    this.write(message('E', Buffer.from(fields)));
    this.#socket.end();
    this.#socket.destroySoon();
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#received < this.#needed) return;
    let bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (;;) {
      const head = this.#started ? 1 : 0; // every message but the first has a type before its length
      const length = bytes.length >= head + 4 ? head + bytes.readInt32BE(head) : head + 4;
      if (length < head + 4 || (!this.#started && length > STARTUP_LIMIT_BYTES)) {
        this.refuse('08P01', 'this is not the PostgreSQL protocol');
        return;
      }
      if (bytes.length < length || bytes.length < head + 4) {
        this.#needed = length;
        break;
      }
      const next = bytes.subarray(0, length);
      bytes = bytes.subarray(length);
      if (this.#started) this.#take(next);
      else this.#start(next);
      if (this.closed) return;
    }
    this.#chunks = bytes.length > 0 ? [bytes] : [];
    this.#received = bytes.length;
  }

  #start(bytes: Buffer): void {
    const code = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      this.write(Buffer.from('N'));
    } else if (code >>> 16 === PROTOCOL_MAJOR) {
      this.#started = true;
      this.#turns.ask({ connection: this, bytes, open: false, copyIn: false });
    } else {
      // Above all a request to cancel: a backend that is busy cannot hear it.
      this.close();
    }
  }

  #take(bytes: Buffer): void {
    const type = String.fromCharCode(bytes[0] ?? 0);
    if (type === 'X') {
      this.close();
      return;
    }
    this.#cycle.push(bytes);
    if (this.#copying) {
      this.#copyBytes += bytes.length;
      if (type === 'c' || type === 'f') this.#ask(false);
      else if (this.#copyBytes > COPY_LIMIT_BYTES) {
        this.refuse('54000', `one COPY may carry ${COPY_LIMIT_BYTES / 1024 / 1024} MB; send it in pieces`);
      }
    } else if (type === 'Q' && COPY_FROM_CLIENT.test(bytes.toString('utf8', 5))) {
      this.#copying = true;
      this.#copyBytes = 0;
      this.write(COPY_IN_RESPONSE);
    } else if (type === 'Q' || type === 'S' || type === 'F') {
      this.#ask(false);
    } else if (type === 'H') {
      this.#ask(true);
    }
  }

  #ask(open: boolean): void {
    const bytes = this.#cycle.length === 1 && this.#cycle[0] ? this.#cycle[0] : Buffer.concat(this.#cycle);
    const copyIn = this.#copying;
    this.#cycle = [];
    this.#copying = false;
    this.#turns.ask({ connection: this, bytes, open, copyIn });
  }
}

function message(type: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/**
 * What the backend answers to one unit, on its way to the client. Three of its messages are not for the client: after
 * an error it says that it is ready, and says so again at the Sync; to a COPY, whose data came with it, it says
 * that it is ready for data, as the client has been told before; and the key to cancel a query with is that of the
 * one backend, which works for everybody and hears nothing while it does.
 */
class Answer {
  readonly #copyIn: boolean;
  readonly #pass: (part: Buffer) => void;
  /** A message whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0);
  #ready: Buffer | undefined;

  constructor(copyIn: boolean, pass: (part: Buffer) => void) {
    this.#copyIn = copyIn;
    this.#pass = pass;
  }

  /** @param data a view of the backend's memory: copied before that changes */
  take(data: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, data]);
    let passed = 0;
    let at = 0;
    while (at + 5 <= bytes.length) {
      const end = at + 1 + bytes.readInt32BE(at + 1);
      if (end > bytes.length) break;
      const isReady = bytes[at] === READY_FOR_QUERY;
      if (isReady) this.#ready = bytes.subarray(at, end);
      if (isReady || bytes[at] === BACKEND_KEY || (this.#copyIn && bytes[at] === COPY_IN_RESPONSE[0])) {
        if (at > passed) this.#pass(bytes.subarray(passed, at));
        passed = end;
      }
      at = end;
    }
    if (at > passed) this.#pass(bytes.subarray(passed, at));
    this.#rest = bytes.subarray(at);
  }

  /** The unit is done: its last word is that the backend is ready. */
  end(): void {
    if (this.#ready) this.#pass(this.#ready);
  }
}
