import type { Coded } from './coded.js'
import { type DrugForm, form, snomed } from './coded.js'

/** A passing illness between the long ones: seen once or twice, treated for days. */
export type MinorProblem = {
  readonly condition: Coded
  readonly complaint: string
  readonly drug: DrugForm
  readonly story: readonly string[]
  readonly advice: readonly string[]
}

export const MINOR_PROBLEMS: readonly MinorProblem[] = [
  {
    condition: snomed('363746003', 'Acute pharyngitis'),
    complaint: 'sore throat',
    drug: form('834102', 'Penicillin V Potassium 500 MG Oral Tablet', '500 mg'),
    story: [
      'Raw throat x{n} d, [swallowing razor blades|hoarse], grandkid had strep.',
      'Exudate [R>L|none], tender nodes, rapid test [+|–].',
    ],
    advice: ['Salt gargles, tea w/ honey, back to work after 24 h.', 'Throw away the toothbrush.'],
  },
  {
    condition: snomed('68566005', 'Urinary tract infection'),
    complaint: 'burning urination',
    drug: form('311992', 'Nitrofurantoin 100 MG Oral Capsule', '100 mg'),
    story: [
      'Burns & goes every half hour since [Friday|the weekend], cloudy.',
      'No flank pain, no fever, dip: LE 3+, nit +.',
    ],
    advice: ['Push fluids, culture sent.', 'Call if shaking chills or back pain.'],
  },
  {
    condition: snomed('44465007', 'Sprain of ankle'),
    complaint: 'ankle twist',
    drug: form('310965', 'Ibuprofen 200 MG Oral Tablet', '400 mg'),
    story: [
      'Rolled the [R|L] ankle [off the curb|on the stairs|playing pickleball], walked on it.',
      'Swelling over the ATFL, Ottawa negative.',
    ],
    advice: ['Brace, ice, alphabet exercises.', 'Crutches for two days at most.'],
  },
  {
    condition: snomed('279039007', 'Low back pain'),
    complaint: 'back pain',
    drug: form('828299', 'Cyclobenzaprine hydrochloride 10 MG Oral Tablet', '10 mg at night'),
    story: [
      'Back locked while lifting [a mower|boxes|a toddler], no radiation.',
      'SLR neg, paraspinal spasm, gait guarded.',
    ],
    advice: ['Heat, keep moving, no bed rest.', 'PT if not settled in 4 wks.'],
  },
  {
    condition: snomed('43116000', 'Eczema'),
    complaint: 'itchy rash',
    drug: form('106258', 'Triamcinolone acetonide 1 MG/ML Topical Cream', 'thin layer twice daily'),
    story: [
      'Dry cracked patches on [the elbows|both hands], new [soap|gloves].',
      'Lichenified plaques, no pus.',
    ],
    advice: ['Greasy moisturiser, cotton liners.', 'Short lukewarm showers.'],
  },
  {
    condition: snomed('37796009', 'Migraine'),
    complaint: 'headache',
    drug: form('313165', 'Sumatriptan 50 MG Oral Tablet', '50 mg as needed'),
    story: ['Throbbing L temple, light hurts, [zigzags|nausea] first.', 'Neuro intact, fundi sharp.'],
    advice: ['Diary, regular meals.', 'Max 9 triptan days/mo.'],
  },
  {
    condition: snomed('10509002', 'Acute bronchitis'),
    complaint: 'chesty cough',
    drug: form('245314', 'Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler', '2 puffs as needed'),
    story: ['Cough after a cold, {n} nights, yellow then clear.', 'Rhonchi clear w/ cough, no dullness.'],
    advice: ['No abx. Steam, fluids.', 'Return if fever >38.5 °C.'],
  },
  {
    condition: snomed('128045006', 'Cellulitis'),
    complaint: 'red leg',
    drug: form('309114', 'Cephalexin 500 MG Oral Capsule', '500 mg four times daily'),
    story: [
      'Redness from a [scratch|bug bite|toe crack], warm, spreading.',
      'Border marked with pen, no crepitus.',
    ],
    advice: ['Elevate, review in 48 h.', 'Treat the athlete’s foot too.'],
  },
  {
    condition: snomed('90560007', 'Gout'),
    complaint: 'big toe pain',
    drug: form('197541', 'Colchicine 0.6 MG Oral Tablet', '0.6 mg twice daily'),
    story: [
      'Toe woke {him} at 3 am, sheet unbearable, [shrimp|beer] the night before.',
      'R 1st MTP red & hot.',
    ],
    advice: ['Limit shellfish, hydrate.', 'Urate in 4 weeks.'],
  },
  {
    condition: snomed('399153001', 'Vertigo'),
    complaint: 'dizzy',
    drug: form('995624', 'Meclizine hydrochloride 25 MG Oral Tablet', '25 mg as needed'),
    story: ['Room spins on turning over, lasts [20|40] s.', 'Dix-Hallpike + R, Epley done.'],
    advice: ['Sleep raised for two nights.', 'No ladders this week.'],
  },
  {
    condition: snomed('235595009', 'Gastroesophageal reflux disease'),
    complaint: 'heartburn',
    drug: form('198053', 'Omeprazole 20 MG Delayed Release Oral Capsule', '20 mg daily'),
    story: ['Acid at night, [chocolate|late pizza] does it.', 'Epigastrium mildly tender, no alarm sx.'],
    advice: ['Raise the bed head, eat before 7.', 'Step down in 8 wks.'],
  },
  {
    condition: snomed('4834000', 'Conjunctivitis'),
    complaint: 'pink eye',
    drug: form('310149', 'Erythromycin 5 MG/GM Ophthalmic Ointment', 'ribbon four times daily'),
    story: ['Lids glued in the AM, gritty.', 'Injected, VA 20/25, cornea clear.'],
    advice: ['Own towel, hand washing.', 'No lenses until clear.'],
  },
]

export const VACCINES: readonly { readonly event: Coded; readonly ask: string }[] = [
  { event: { code: 'CVX/140', name: 'Influenza, split virus, trivalent, PF' }, ask: 'influenza vaccine' },
  { event: { code: 'CVX/115', name: 'Tdap' }, ask: 'Tdap' },
  { event: { code: 'CVX/187', name: 'Zoster recombinant' }, ask: 'shingles vaccine' },
  { event: { code: 'CVX/216', name: 'Pneumococcal conjugate PCV20' }, ask: 'pneumococcal vaccine' },
  { event: { code: 'CVX/208', name: 'COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose' }, ask: 'COVID vaccine' },
  { event: { code: 'CVX/43', name: 'Hep B, adult' }, ask: 'hepatitis B vaccine' },
]

export const ALLERGIES: readonly {
  readonly event: Coded
  readonly reaction: string
  readonly agent: string
}[] = [
  { event: snomed('294505008', 'Allergy to amoxicillin'), reaction: 'hives', agent: 'amoxicillin' },
  { event: snomed('293586001', 'Allergy to sulfonamide'), reaction: 'blistering rash', agent: 'sulfa' },
  { event: snomed('300916003', 'Allergy to latex'), reaction: 'contact itching', agent: 'latex' },
  { event: snomed('91935009', 'Allergy to peanut'), reaction: 'throat tightness', agent: 'peanut' },
  {
    event: snomed('293963004', 'Allergy to iodinated contrast'),
    reaction: 'facial flushing and wheeze',
    agent: 'IV contrast',
  },
  { event: snomed('294847001', 'Allergy to codeine'), reaction: 'vomiting', agent: 'codeine' },
  { event: snomed('91934008', 'Allergy to nut'), reaction: 'lip swelling', agent: 'tree nuts' },
]

/** Conditions and drugs that no course brings: asked about, and absent. */
export const NEVER_SEEN: readonly { readonly name: string; readonly kind: 'condition' | 'drug' }[] = [
  { name: 'sarcoidosis', kind: 'condition' },
  { name: 'pancreatitis', kind: 'condition' },
  { name: 'multiple sclerosis', kind: 'condition' },
  { name: 'tuberculosis', kind: 'condition' },
  { name: 'psoriasis', kind: 'condition' },
  { name: 'hepatitis C', kind: 'condition' },
  { name: 'celiac disease', kind: 'condition' },
  { name: 'Parkinson disease', kind: 'condition' },
  { name: 'clozapine', kind: 'drug' },
  { name: 'phenytoin', kind: 'drug' },
  { name: 'digoxin', kind: 'drug' },
  { name: 'theophylline', kind: 'drug' },
  { name: 'cyclosporine', kind: 'drug' },
  { name: 'oxycodone', kind: 'drug' },
  { name: 'lithium carbonate', kind: 'drug' },
  { name: 'sildenafil', kind: 'drug' },
]
