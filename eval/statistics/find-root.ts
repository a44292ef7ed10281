/**
 * The x between low and high where a continuous function crosses 0, by Ridders' method (1979) to about 1e-14 of
 * x. The function must have different signs at the ends, or an error is thrown.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high]
  let [fa, fb] = [f(a), f(b)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0))
    throw new Error(`expected a change of sign from ${low} to ${high}, found ${fa} and ${fb}`)
  let last = Number.NaN
  for (let step = 0; step < 200; step += 1) {
    const middle = (a + b) / 2
    const fm = f(middle)
    if (fm === 0) return middle
    const x = middle + ((middle - a) * Math.sign(fa) * fm) / Math.sqrt(fm * fm - fa * fb)
    const fx = f(x)
    if (fx === 0 || Math.abs(x - last) <= 1e-14 * Math.abs(x)) return x
    last = x
    // Of the four points, the two neighbors that the crossing is between.
    const [first, second] =
      middle < x
        ? [
            { x: middle, y: fm },
            { x, y: fx },
          ]
        : [
            { x, y: fx },
            { x: middle, y: fm },
          ]
    if (Math.sign(first.y) !== Math.sign(fa)) [b, fb] = [first.x, first.y]
    else if (Math.sign(second.y) !== Math.sign(fa)) [a, fa, b, fb] = [first.x, first.y, second.x, second.y]
    else [a, fa] = [second.x, second.y]
  }
  return last
}
