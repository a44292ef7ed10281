/** log Gamma(x) for x > 0, to about 1e-15: Lanczos' sum with g = 607/128 (Godfrey's 15 coefficients). */
export function logGamma(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
  // The sum is relative to 1; near the roots 1 and 2, and below, the recurrence keeps the digits.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  const z = x - 1
  let sum = LANCZOS[0]!
  for (let k = 1; k < LANCZOS.length; k += 1) sum += LANCZOS[k]! / (z + k)
  const shifted = z + 607 / 128 + 0.5
  return (z + 0.5) * Math.log(shifted) - shifted + Math.log(ROOT_TWO_PI * sum)
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)

const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
]
