import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const KIDNEY: Course = {
  key: 'kidney',
  sex: 'any',
  ages: [45, 82],
  days: null,
  condition: snomed('433144002', 'Chronic kidney disease stage 3'),
  nick: ['CKD', 'CKD3', 'chronic kidney disease', 'renal insufficiency'],
  later: [
    snomed('431857002', 'Chronic kidney disease stage 4'),
    snomed('36440009', 'Secondary hyperparathyroidism of renal origin'),
    snomed('707323002', 'Anemia in chronic kidney disease'),
  ],
  specialty: 'Nephrology',
  drift: [
    { lab: 'creatinine', from: 1.5, to: 2.7, spread: 0.13 },
    { lab: 'egfr', from: 48, to: 23, spread: 2.4 },
    { lab: 'urea', from: 27, to: 49, spread: 4 },
    { lab: 'potassium', from: 4.6, to: 5.1, spread: 0.28 },
    { lab: 'hemoglobin', from: 12.4, to: 10.1, spread: 0.4 },
    { lab: 'pth', from: 88, to: 196, spread: 19 },
    { lab: 'phosphate', from: 4, to: 5, spread: 0.35 },
  ],
  drugs: [
    {
      short: 'lisinopril',
      lay: 'ACE inhibitor',
      forms: [
        form('311354', 'Lisinopril 5 MG Oral Tablet', '5 mg daily'),
        form('314076', 'Lisinopril 10 MG Oral Tablet', '10 mg daily'),
        form('314077', 'Lisinopril 20 MG Oral Tablet', '20 mg daily'),
      ],
      stops: [
        {
          says: [
            'Lisinopril out: dry tickly cough for {wk} weeks, keeps {his} household awake.',
            'D/c lisinopril because of the nagging cough, worse lying down.',
          ],
          answer: 'ACE inhibitor cough.',
        },
        {
          says: [
            'Lisinopril stopped d/t lip swelling on Sunday, ?angioedema, resolved w/ antihistamine.',
            'Off lisinopril for life after {he} woke with a puffy tongue.',
          ],
          answer: 'Suspected angioedema.',
        },
      ],
    },
    {
      short: 'losartan',
      lay: 'angiotensin receptor blocker',
      forms: [
        form('979485', 'Losartan potassium 25 MG Oral Tablet', '25 mg daily'),
        form('979492', 'Losartan potassium 50 MG Oral Tablet', '50 mg daily'),
        form('979480', 'Losartan potassium 100 MG Oral Tablet', '100 mg daily'),
      ],
      stops: [
        {
          says: [
            'Losartan off, K 6.1 on two draws.',
            'We had to abandon losartan, hyperkalemia despite a binder.',
          ],
          answer: 'Hyperkalemia.',
        },
      ],
    },
    {
      short: 'sevelamer',
      lay: 'phosphate binder',
      forms: [form('749206', 'Sevelamer carbonate 800 MG Oral Tablet', '800 mg with meals')],
      stops: [
        {
          says: ['Sevelamer given up, the tablets got stuck and {he} gagged at every meal.'],
          answer: 'Could not swallow the tablets.',
        },
      ],
    },
    {
      short: 'torsemide',
      lay: 'loop water pill',
      forms: [
        form('198369', 'Torsemide 10 MG Oral Tablet', '10 mg daily'),
        form('198370', 'Torsemide 20 MG Oral Tablet', '20 mg daily'),
      ],
      stops: [
        {
          says: ['Torsemide discontinued, dizzy on standing w/ SBP 88 and weight down {n} lb.'],
          answer: 'Volume depletion with orthostatic dizziness.',
        },
      ],
    },
  ],
  procedures: [
    snomed('7246002', 'Kidney biopsy'),
    snomed('398171003', 'Dialysis education'),
    snomed('385971003', 'Dietary education for renal disease'),
  ],
  imaging: ['renalUltrasound', 'chestXray'],
  complaints: ['kidney follow-up', 'ankle swelling', 'itching', 'tired all the time', 'review of renal labs'],
  history: [
    'Appetite [poor|fair|ok], metallic taste [on and off|gone], no vomiting.',
    'Itchy back & shins at night, lotion [helps a little|useless].',
    'Ankles puffy by evening, down by morning; sleeps on [one|two|three] pillow[s|s, propped].',
    'Avoids NSAIDs, [took ibuprofen twice for a toothache|uses acetaminophen only].',
    'Urine [foamy|unchanged], no hematuria, no stones.',
    'Home cuff [148/84|136/78|155/90] on average, [salt use unchanged|reading labels for sodium].',
    'Went to the options class, leaning toward [home treatment overnight|center-based care|a conservative route].',
    'Restless legs several evenings a week.',
    'Cutting back on [potatoes|oranges|tomato sauce] for the potassium.',
  ],
  exam: [
    'No asterixis, no rub, JVP [not raised|8 cm].',
    'Edema [trace|1+|2+] to [ankles|mid-shin] b/l, excoriations over both forearms.',
    'Conjunctivae pale, lungs clear, no CVA tenderness.',
    'L arm veins spared, good radial pulse, Allen normal.',
  ],
  plan: [
    'BP target <130/80, [uptitrate|keep] RAAS blockade if K <5.5.',
    'Avoid contrast & NSAIDs, protect the L arm (no IVs).',
    'Iron studies, [ESA if Hgb <10|hold ESA].',
    'Renal dietitian for [potassium|phosphorus|protein] counselling.',
    'Vein mapping when eGFR ≈20.',
    'Check PTH/Phos q3 months.',
  ],
  admission: {
    condition: snomed('14669001', 'Acute renal failure syndrome'),
    reason: [
      'Admitted with creatinine doubled after a week of gastroenteritis while still on the water pill.',
      'Sent from clinic for K 6.4 with peaked T waves, feeling weak in the legs.',
    ],
    events: [
      'Bladder scan 740 mL, a catheter drained almost a litre and the kidneys improved.',
      'Urine eosinophils and a recent PPI course pointed to interstitial nephritis.',
    ],
    treatment: [
      'Calcium gluconate, insulin/dextrose and a binder; fluids at 125 mL/h for two days.',
      'One emergent dialysis session via R IJ line, line out on HD4.',
    ],
    followUp: [
      'BMP in 72 h at the PCP, nephrology in two weeks.',
      'Trial of void with urology next Thursday, RAAS agent to stay off until seen.',
    ],
    procedure: snomed('265764009', 'Renal dialysis'),
  },
}
