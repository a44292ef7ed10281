import type { Fact } from './fact.js'

export const WARD_FACTS: readonly Fact[] = [
  {
    topic: 'noshow',
    place: 'phone',
    says: [
      'Missed {n2} visits in a row; bus line was cut, van voucher arranged.',
      'Did not come again (x{n2}), no ride since the bus line went.',
    ],
    words: ['How many visits were missed when the bus line was cut?'],
    meaning: ['What explains the failed appointments?'],
    answer: 'No transport after the bus line was cut.',
    values: { n2: ['2', '3', '4'] },
  },
  {
    topic: 'housing',
    place: 'phone',
    says: [
      'Black mold behind the {room} wall, landlord has been written to.',
      'Ceiling of the {room} leaks; spores everywhere.',
    ],
    words: ['What was found in the {room}?'],
    meaning: ['Could living conditions be making symptoms worse?'],
    answer: 'Yes, damp/mold in the {room}.',
    values: { room: ['nursery', 'basement bedroom', 'bathroom', 'kitchen'] },
  },
  {
    topic: 'hearing',
    place: 'nursing',
    says: [
      'Lip-reads; {device} left in the denture cup.',
      'HOH, please face {him}. {device} needs batteries.',
    ],
    words: ['What happened to the {device}?'],
    meaning: ['Is there a communication impairment that staff should know?'],
    answer: 'Hard of hearing, uses {device}.',
    values: { device: ['L hearing aid', 'both aids', 'cochlear processor'] },
  },
  {
    topic: 'needle-fear',
    place: 'nursing',
    says: [
      'Fainted at the lab chair {n2} times; lie flat, {trick}.',
      'Goes grey with venipuncture - supine please and {trick}.',
    ],
    words: ['What is advised besides lying flat: {trick}?'],
    meaning: ['Any trouble to expect when drawing blood?'],
    answer: 'Faints with venipuncture; supine, {trick}.',
    values: { n2: ['two', 'three'], trick: ['butterfly 25G', 'numbing cream', 'play Motown'] },
  },
  {
    topic: 'veins',
    place: 'nursing',
    says: ['IV x{n2} attempts, only {site} worked w/ ultrasound.', 'Hard stick: go straight for {site}.'],
    words: ['Was {site} the one that worked?'],
    meaning: ['Where is venous access best obtained?'],
    answer: '{site}.',
    values: { n2: ['4', '5', '6'], site: ['the R cephalic at the forearm', 'the L basilic', 'a foot vein'] },
  },
  {
    topic: 'skin',
    place: 'nursing',
    says: [
      '{stage} over the {bone}, foam applied, turn q2h.',
      'New {stage} at the {bone} on arrival, photo taken.',
    ],
    words: ['What was at the {bone} on arrival?'],
    meaning: ['Was a pressure injury documented?'],
    answer: '{stage} at the {bone}.',
    values: {
      stage: ['stage 2 ulcer', 'stage 1 erythema', 'unstageable eschar'],
      bone: ['sacrum', 'L heel', 'R trochanter'],
    },
  },
]
