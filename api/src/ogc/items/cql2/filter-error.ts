/** What is wrong with a filter, and where: a character of the text, or a path of the JSON. */
export class FilterError extends Error {
  readonly place: string;

  constructor(place: string, complaint: string) {
    super(complaint);
    this.name = 'FilterError';
    this.place = place;
  }
}
