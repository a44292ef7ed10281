/** One thing that a plan and the experiment have differently. Null on both sides: contents that are compared by their hash. */
export type PlanChange = {
  /** The key of the experiment file, or what of the corpus has changed. */
  readonly field: string
  readonly planned: string | null
  readonly now: string | null
}

/** 'compare.primary.margin (5 in the plan, 3 now)'. */
export function changeText({ field, planned, now }: PlanChange): string {
  return planned === null || now === null ? field : `${field} (${planned} in the plan, ${now} now)`
}
