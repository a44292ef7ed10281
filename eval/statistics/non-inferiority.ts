import { type BootstrapSettings, bootstrapMeans, type ClusteredValue, type Estimate } from '../bootstrap.js'

/**
 * A mean difference with its clustered interval against a margin. isNonInferior: the lower end of the interval lies
 * above -margin; null where there is no interval. A two-sided level of 95 % is a one-sided test at 2.5 %.
 */
export type NonInferiority = Estimate & { readonly margin: number; readonly isNonInferior: boolean | null }

/** Non-inferiority of paired differences (arm minus baseline, higher is better) by the cluster bootstrap. */
export function nonInferiority(
  differences: readonly ClusteredValue[],
  margin: number,
  settings: BootstrapSettings,
): NonInferiority {
  if (!(margin > 0)) throw new Error(`expected a margin above 0, found ${margin}`)
  const [estimate] = bootstrapMeans([differences], settings)
  const { interval } = estimate!
  return { ...estimate!, margin, isNonInferior: interval === null ? null : interval.low > -margin }
}
