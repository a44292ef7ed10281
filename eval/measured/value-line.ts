/** A value, or the reason why there is none. */
export type ValueLine = {
  readonly measure: string
  readonly value: number | null
  readonly reason: string | null
}
