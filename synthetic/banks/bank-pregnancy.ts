import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const PREGNANCY: Course = {
  key: 'pregnancy',
  sex: 'F',
  ages: [21, 39],
  days: 300,
  condition: snomed('72892002', 'Normal pregnancy'),
  nick: ['IUP', 'pregnancy', 'prenatal care', 'OB'],
  later: [snomed('11687002', 'Gestational diabetes mellitus'), snomed('398254007', 'Pre-eclampsia')],
  specialty: 'Obstetrics',
  drift: [
    { lab: 'fundal', from: 14, to: 38, spread: 1.2 },
    { lab: 'hemoglobin', from: 12.6, to: 10.8, spread: 0.35 },
    { lab: 'glucoseTolerance', from: 118, to: 151, spread: 12 },
    { lab: 'platelets', from: 232, to: 181, spread: 16 },
    { lab: 'ferritin', from: 41, to: 13, spread: 5 },
  ],
  drugs: [
    {
      short: 'prenatal vitamin',
      lay: 'daily supplement',
      forms: [form('313406', 'Prenatal Multivitamin with Folic Acid 0.8 MG Oral Tablet', 'one daily')],
      stops: [
        {
          says: ['Prenatal vitamin stopped, the smell alone set off retching; gummies + folate instead.'],
          answer: 'Worsened nausea.',
        },
      ],
    },
    {
      short: 'doxylamine-pyridoxine',
      lay: 'morning-sickness pill',
      forms: [
        form(
          '1372961',
          'Doxylamine succinate 10 MG / pyridoxine 10 MG Delayed Release Oral Tablet',
          'two at bedtime',
        ),
      ],
      stops: [
        {
          says: ['Doxylamine-pyridoxine dropped, too groggy to drive the school bus.'],
          answer: 'Drowsiness.',
        },
      ],
    },
    {
      short: 'labetalol',
      lay: 'blood pressure tablet',
      forms: [
        form('896758', 'Labetalol hydrochloride 100 MG Oral Tablet', '100 mg twice daily'),
        form('896762', 'Labetalol hydrochloride 200 MG Oral Tablet', '200 mg twice daily'),
      ],
      stops: [
        {
          says: [
            'Labetalol switched for nifedipine on account of wheezing.',
            'Labetalol ended 6 wks postpartum, readings normal.',
          ],
          answer: 'Wheezing / no longer needed.',
        },
      ],
    },
    {
      short: 'aspirin',
      lay: 'low-dose antiplatelet',
      forms: [form('243670', 'Aspirin 81 MG Oral Tablet', '81 mg nightly')],
      stops: [
        {
          says: ['Aspirin finished at 36 wks as planned ahead of delivery.'],
          answer: 'Planned stop at 36 weeks.',
        },
      ],
    },
  ],
  procedures: [
    snomed('169230002', 'Ultrasound scan for fetal viability'),
    snomed('268556000', 'Urine screening for protein'),
    snomed('177184002', 'Normal delivery procedure'),
  ],
  imaging: ['obstetricUltrasound', 'abdominalUltrasound'],
  complaints: ['prenatal visit', 'nausea', 'swollen feet', 'decreased movements', 'postpartum check'],
  history: [
    'G[1|2|3]P[0|1], [good fetal movement|quieter since yesterday], no leaking, no bleeding.',
    'Retches on brushing teeth, [crackers|ginger|cold melon] stay down.',
    'Braxton Hicks in the evening, nothing regular.',
    'Ankles swell at [work|the end of shift], no headache, no spots.',
    'Heartburn, sleeps propped up on the L side.',
    'Round ligament twinges when rolling over.',
    'Glucose log: fasting [88|94|101], 1-h post [124|139|152].',
    'Nursery painted, car seat [installed|on order].',
    'Birth wishes talked through, [tub|epidural|open-minded].',
  ],
  exam: [
    'FHT [138|144|150|156], vertex by Leopold.',
    'Fundus consistent with dates, no tenderness.',
    'Reflexes 2+, no clonus, edema [trace|1+].',
    'Cervix [closed|1 cm/50%|not checked].',
  ],
  plan: [
    'Growth scan at 32 & 36 wks.',
    'Kick counts, return precautions for HA/vision/RUQ pain.',
    'GBS swab at 36.',
    'Tdap 27-36 wks, RhIG if neg.',
    'Lactation class, pump Rx.',
    'BP cuff at home, call >150/95.',
  ],
  admission: {
    condition: snomed('46764007', 'Postpartum hemorrhage'),
    reason: [
      'Admitted in labor at term, contractions q3 min, 5 cm.',
      'Admitted for induction, pressures 158/100 with headache.',
    ],
    events: [
      'Shoulder dystocia of 40 s relieved by McRoberts; baby’s arm moves well.',
      'Uterine atony, 1,200 mL lost, balloon placed.',
    ],
    treatment: [
      'Magnesium for 24 h, oxytocin, two units of blood.',
      'Spontaneous vaginal birth, second-degree tear repaired.',
    ],
    followUp: [
      'BP check day 3 and 10 by visiting midwife, contraception talk at six weeks.',
      'Pelvic floor PT from week 6; iron every second day.',
    ],
    procedure: snomed('237001001', 'Augmentation of labor'),
  },
}
