/** What a kit can contain. Which of these it does contain depends on the experiment. */
export type KitPart =
  | 'data'
  | 'selection'
  | 'models'
  | 'judges'
  | 'measures'
  | 'statistics'
  | 'compute'
  | 'software'
  | 'prompts'
  | 'flow'
  | 'cohort'
  | 'contrasts'
  | 'plan'
  | 'means'

/** An item of a reporting guideline, in our own words. */
export type ChecklistItem = {
  readonly number: string
  /** What it asks for. */
  readonly asks: string
  /** What the kit says about it, by part; a part that the kit lacks reports nothing. */
  readonly reported: readonly { readonly part: KitPart; readonly what: string }[]
  /** What the kit cannot know; null if its parts say everything. */
  readonly write: string | null
  /** What to write if the kit has none of the parts. Absent: `write`, or what the item asks for. */
  readonly otherwise?: string
}

/** A reporting guideline. `follows`: which publication the numbers are from, and how they were counted. */
export type Checklist = {
  readonly name: string
  readonly follows: string
  readonly items: readonly ChecklistItem[]
}

/** Where a reader of the kit finds each part. */
export const PLACES: Readonly<Record<KitPart, string>> = {
  data: 'Methods, Data',
  selection: 'Methods, Context selection',
  models: 'Methods, Models',
  judges: 'Methods, Judges',
  measures: 'Methods, Measures',
  statistics: 'Methods, Statistical analysis',
  compute: 'Methods, Compute',
  software: 'Methods, Software',
  prompts: 'Appendix, Prompts',
  flow: 'Results, Participants (figure flow)',
  cohort: 'Results, Participants (table cohort)',
  plan: 'Methods, Statistical analysis (declared plan)',
  contrasts: 'Results, Comparisons (table contrasts)',
  means: 'Results, Means',
}

/** An item as it stands for one kit: where it is reported, and what is left to write. At least one of the two is not empty. */
export type CheckedItem = {
  readonly number: string
  readonly asks: string
  readonly reported: readonly string[]
  readonly write: string | null
}

/** The items of a checklist for a kit that has these parts. */
export function checkedItems({ items }: Checklist, parts: ReadonlySet<KitPart>): CheckedItem[] {
  return items.map(({ number, asks, reported, write, otherwise }) => {
    const found = reported.filter(({ part }) => parts.has(part))
    const left = found.length > 0 ? write : (otherwise ?? write ?? asks)
    return {
      number,
      asks,
      reported: found.map(({ part, what }) => `${PLACES[part]}: ${what}`),
      write: left,
    }
  })
}
