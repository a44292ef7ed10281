/** Where an arm is in the plane of cost and quality. quality: higher is better. null: unknown. */
export type CostAndQuality = { readonly cost: number | null; readonly quality: number | null }

/** front: no other arm is at least as good at no more cost. unplaced: cost or quality is unknown. */
export type ParetoPlace = 'front' | 'dominated' | 'unplaced'

/**
 * The place of each arm, in the order of the input. An arm is dominated if another one has at least its quality at no more than
 * its cost, and is better in one of the two. Arms equal in both do not dominate each other, so all of them can be on the front.
 */
export function paretoPlaces(arms: readonly CostAndQuality[]): ParetoPlace[] {
  const places: ParetoPlace[] = arms.map(() => 'unplaced')
  const known = arms
    .flatMap(({ cost, quality }, at) => (isKnown(cost) && isKnown(quality) ? [{ cost, quality, at }] : []))
    .toSorted((a, b) => a.cost - b.cost || b.quality - a.quality)
  let best = { cost: Number.NaN, quality: Number.NEGATIVE_INFINITY }
  for (const { cost, quality, at } of known) {
    const isBetter = quality > best.quality
    places[at] = isBetter || (quality === best.quality && cost === best.cost) ? 'front' : 'dominated'
    if (isBetter) best = { cost, quality }
  }
  return places
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}
