/** The ground between the places where it is known, in rising order, and level beyond them; undefined where it is known nowhere. */
export function groundAt(
  ground: readonly { readonly chainageMetres: number; readonly elevationMetres: number }[],
  chainageMetres: number,
): number | undefined {
  const next = ground.findIndex((one) => one.chainageMetres >= chainageMetres);
  const [before, after] = [ground[next === -1 ? ground.length - 1 : next - 1], ground[next]];
  if (!before || !after) return (before ?? after)?.elevationMetres;
  const span = after.chainageMetres - before.chainageMetres;
  const share = span > 0 ? (chainageMetres - before.chainageMetres) / span : 0;
  return before.elevationMetres + (after.elevationMetres - before.elevationMetres) * share;
}
