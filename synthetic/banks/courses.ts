import { z } from 'zod'
import { once } from '../../base/remember.js'
import { codedShape, drugFormShape } from './coded.js'
import { bank, type Constant } from './read-bank.js'

/** Why a drug was given up: what the note says, and the short answer. */
const stopReasonShape = z.strictObject({ says: z.array(z.string()).min(1), answer: z.string() })

/** `forms` in order of rising dose. `lay` is how a colleague would describe it without its name. */
const drugShape = z.strictObject({
  short: z.string(),
  lay: z.string(),
  forms: z.array(drugFormShape).min(1),
  stops: z.array(stopReasonShape).min(1),
})

/** What a hospital stay for this disease looks like. */
const admissionShape = z.strictObject({
  condition: codedShape,
  reason: z.array(z.string()).min(1),
  events: z.array(z.string()).min(1),
  treatment: z.array(z.string()).min(1),
  followUp: z.array(z.string()).min(1),
  procedure: codedShape,
})

/**
 * A disease as it runs through a chart. `days`: how long it lasts; null: it never ends. `drift` moves a lab, named by its key,
 * from one level to another over the course. `imaging` names studies by their keys.
 */
const courseShape = z.strictObject({
  key: z.string(),
  sex: z.enum(['any', 'F']),
  ages: z.tuple([z.int(), z.int()]),
  days: z.int().nullable(),
  condition: codedShape,
  nick: z.array(z.string()).min(1),
  later: z.array(codedShape).min(1),
  specialty: z.string(),
  drift: z.array(z.strictObject({ lab: z.string(), from: z.number(), to: z.number(), spread: z.number() })),
  drugs: z.array(drugShape).min(1),
  procedures: z.array(codedShape).min(1),
  imaging: z.array(z.string()).min(1),
  complaints: z.array(z.string()).min(1),
  history: z.array(z.string()),
  exam: z.array(z.string()),
  plan: z.array(z.string()),
  admission: admissionShape,
})

/** The course of a disease: its drugs, labs, visits and wording. */
export type Course = Constant<z.infer<typeof courseShape>>

/** A drug of a course, in its doses. */
export type Drug = Constant<z.infer<typeof drugShape>>

/** The main disease of patient i is the i-th. */
const DISEASES = [
  'diabetes',
  'heart-failure',
  'lung',
  'breast',
  'kidney',
  'depression',
  'arthritis',
  'fibrillation',
  'pregnancy',
  'colon',
]

/** Every course of a disease. */
export const courses = once((): readonly Course[] =>
  DISEASES.map((name) => bank(`diseases/${name}`, courseShape)()),
)
