/** One thing that a plan and the experiment have differently. Null on both sides: contents that are compared by their hash. */
export type PlanChange = {
  /** The key of the experiment file, or what of the corpus has changed. */
  readonly field: string
  readonly planned: string | null
  readonly now: string | null
}

/**
 * The first plan that was sealed with the results of an experiment. `answers` and `contexts`: how many were stored by then; none: it
 * was declared before the first. `changes`: what the experiment has differently now. `later`: plans that were sealed after it.
 */
export type DeclaredPlan = {
  readonly hash: string
  readonly answers: number
  readonly contexts: number
  readonly changes: readonly PlanChange[]
  readonly later: number
  /**
   * What was assumed of the paired differences, in points of 100, and the difference that can be detected with 80% power if it is
   * true; null: none of up to 100 points.
   */
  readonly assumed: { readonly sd: number; readonly icc: number; readonly detectable: number | null }
}

/** 'compare.primary.margin (5 in the plan, 3 now)'. */
export function changeText({ field, planned, now }: PlanChange): string {
  return planned === null || now === null ? field : `${field} (${planned} in the plan, ${now} now)`
}
