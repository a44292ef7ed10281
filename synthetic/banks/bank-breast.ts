import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const BREAST: Course = {
  key: 'breast',
  sex: 'F',
  ages: [40, 76],
  days: null,
  condition: snomed('254837009', 'Malignant neoplasm of breast'),
  nick: ['breast ca', 'IDC of the L breast', 'breast cancer', 'breast malignancy'],
  later: [snomed('234097001', 'Lymphedema of upper limb'), snomed('64859006', 'Osteoporosis')],
  specialty: 'Oncology',
  drift: [
    { lab: 'ca153', from: 41, to: 19, spread: 4 },
    { lab: 'neutrophils', from: 2.4, to: 3.9, spread: 0.9 },
    { lab: 'hemoglobin', from: 11.2, to: 12.8, spread: 0.5 },
    { lab: 'platelets', from: 178, to: 226, spread: 26 },
  ],
  drugs: [
    {
      short: 'paclitaxel',
      lay: 'weekly taxane',
      forms: [form('583214', 'Paclitaxel 6 MG/ML Injectable Solution', '80 mg/m2 weekly')],
      stops: [
        {
          says: [
            'Paclitaxel cut short at week {n}: cannot button a blouse, numb to the wrists.',
            'Last doses of paclitaxel omitted for grade 3 neuropathy.',
          ],
          answer: 'Severe peripheral neuropathy.',
        },
      ],
    },
    {
      short: 'tamoxifen',
      lay: 'hormone tablet',
      forms: [
        form('198240', 'Tamoxifen 10 MG Oral Tablet', '10 mg daily'),
        form('313195', 'Tamoxifen 20 MG Oral Tablet', '20 mg daily'),
      ],
      stops: [
        {
          says: ['Tamoxifen stopped the day the calf clot was found.', 'Off tamoxifen d/t DVT of the R leg.'],
          answer: 'Deep vein thrombosis.',
        },
      ],
    },
    {
      short: 'letrozole',
      lay: 'aromatase inhibitor',
      forms: [form('200064', 'Letrozole 2.5 MG Oral Tablet', '2.5 mg daily')],
      stops: [
        {
          says: [
            'Letrozole ended, joints so stiff {he} needed help out of chairs.',
            'We quit letrozole: aching hands and knees every morning, not better with duloxetine.',
          ],
          answer: 'Joint pain and stiffness.',
        },
      ],
    },
    {
      short: 'trastuzumab',
      lay: 'HER2 antibody',
      forms: [form('1658084', 'Trastuzumab 150 MG Injection', '6 mg/kg every 3 weeks')],
      stops: [
        {
          says: [
            'Trastuzumab suspended, EF slid from 62 to 44.',
            'No further trastuzumab as the heart muscle weakened on surveillance echo.',
          ],
          answer: 'Fall in ejection fraction.',
        },
      ],
    },
  ],
  procedures: [
    snomed('392021009', 'Lumpectomy of breast'),
    snomed('396487001', 'Sentinel lymph node biopsy'),
    snomed('33195004', 'External beam radiation therapy'),
  ],
  imaging: ['mammogram', 'chestCt', 'boneScan'],
  complaints: ['onc follow-up', 'toxicity check', 'hot flashes', 'arm heaviness', 'pre-treatment visit'],
  history: [
    'Stage [IIA|IIB|IIIA], ER+/PR+, HER2 [1+|neg|3+], s/p surgery, [cycle {n} next|adjuvant phase].',
    'Hot flashes {n}/night, sheets soaked, [fan at bedside|venlafaxine offered].',
    'Hair [coming back curly|thinning again], wig itchy.',
    'Numb fingertips, drops [coins|needles|earrings].',
    'Arm feels heavy after [gardening|ironing], sleeve worn on flights.',
    'Port site quiet, flushes easily.',
    'Nausea d2-3 only, olanzapine makes {him} drowsy next day.',
    'Mouth sores x{n}, magic mouthwash helps.',
    'Taste like cardboard, weight [steady|down 2 kg].',
  ],
  exam: [
    'L breast: well-healed scar at 2 o’clock, no mass, no nodes.',
    'L arm circumference +[1|2|3] cm at the forearm, soft.',
    'Port R chest w/o erythema.',
    'ECOG [0|1|2], lungs clear, spine non-tender.',
  ],
  plan: [
    'Proceed w/ treatment if ANC >1.0 & Plt >100.',
    'Surveillance mammogram yearly, alternate w/ MRI.',
    'DEXA q2y, Ca/vit D.',
    'Lymphedema PT, sleeve 20-30 mmHg.',
    'Genetics result [pending|VUS only].',
    'Exercise 150 min/wk, sleep hygiene for vasomotor sx.',
  ],
  admission: {
    condition: snomed('409089005', 'Febrile neutropenia'),
    reason: [
      'Admitted with a temp of 39.1 at home on day 10, ANC 0.2, rigors in the car.',
      'Fever and cough at nadir, BP 92/50 at triage.',
    ],
    events: [
      'Blood cultures grew E. coli in both sets; the port was kept.',
      'No organism ever grew, chest film showed a faint RLL infiltrate.',
    ],
    treatment: [
      'Cefepime within the hour, G-CSF, counts back on HD4.',
      'Pip-tazo then oral levofloxacin for 7 days in all.',
    ],
    followUp: [
      'Next cycle pushed back a week with a 20% cut.',
      'Onc clinic Tuesday w/ CBC, growth factor added to every cycle.',
    ],
    procedure: snomed('30088009', 'Blood culture'),
  },
}
