/** Lower case without blanks, underscores and hyphens: how names of columns are compared. */
export function normalise(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');
}
