import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const HEART_FAILURE: Course = {
  key: 'heart-failure',
  sex: 'any',
  ages: [50, 84],
  days: null,
  condition: snomed('84114007', 'Heart failure'),
  nick: ['CHF', 'HFrEF', 'heart failure', 'cardiomyopathy'],
  later: [
    snomed('60046008', 'Pleural effusion'),
    snomed('85232009', 'Left heart failure'),
    snomed('78275009', 'Obstructive sleep apnea syndrome'),
  ],
  specialty: 'Cardiology',
  drift: [
    { lab: 'bnp', from: 2900, to: 1150, spread: 340 },
    { lab: 'ejection', from: 28, to: 41, spread: 2.5 },
    { lab: 'sodium', from: 136, to: 134, spread: 1.8 },
    { lab: 'creatinine', from: 1.1, to: 1.4, spread: 0.09 },
  ],
  drugs: [
    {
      short: 'carvedilol',
      lay: 'beta blocker',
      forms: [
        form('200031', 'Carvedilol 6.25 MG Oral Tablet', '6.25 mg twice daily'),
        form('200032', 'Carvedilol 12.5 MG Oral Tablet', '12.5 mg twice daily'),
        form('200033', 'Carvedilol 25 MG Oral Tablet', '25 mg twice daily'),
      ],
      stops: [
        {
          says: [
            'Carvedilol stopped, HR 39 on the home cuff and near-faint in the shower.',
            'Came off carvedilol following pauses of 3.4 s on the monitor.',
          ],
          answer: 'Symptomatic bradycardia.',
        },
      ],
    },
    {
      short: 'furosemide',
      lay: 'diuretic',
      forms: [
        form('310429', 'Furosemide 20 MG Oral Tablet', '20 mg daily'),
        form('313988', 'Furosemide 40 MG Oral Tablet', '40 mg daily'),
        form('197732', 'Furosemide 80 MG Oral Tablet', '80 mg daily'),
      ],
      stops: [
        {
          says: [
            'Furosemide switched off b/c of ringing in the ears on the 80s.',
            'Furosemide no longer works through the gut edema, exchanged for something better absorbed.',
          ],
          answer: 'Poor response / ototoxicity, replaced by another diuretic.',
        },
      ],
    },
    {
      short: 'spironolactone',
      lay: 'aldosterone antagonist',
      forms: [
        form('313096', 'Spironolactone 25 MG Oral Tablet', '25 mg daily'),
        form('198222', 'Spironolactone 50 MG Oral Tablet', '50 mg daily'),
      ],
      stops: [
        {
          says: [
            'Spironolactone ended: sore, swollen breast tissue on the L, {he} found it embarrassing.',
            'No more spironolactone, tender chest lumps x {wk} wks.',
          ],
          answer: 'Breast tenderness / gynecomastia.',
        },
      ],
    },
    {
      short: 'sacubitril-valsartan',
      lay: 'ARNI',
      forms: [
        form('1656340', 'Sacubitril 24 MG / valsartan 26 MG Oral Tablet', '24/26 mg twice daily'),
        form('1656349', 'Sacubitril 49 MG / valsartan 51 MG Oral Tablet', '49/51 mg twice daily'),
      ],
      stops: [
        {
          says: ['Sacubitril-valsartan withdrawn, systolics in the 80s & two falls in the kitchen.'],
          answer: 'Hypotension with falls.',
        },
      ],
    },
  ],
  procedures: [
    snomed('40701008', 'Echocardiography'),
    snomed('29303009', 'Electrocardiographic procedure'),
    snomed('313395003', 'Cardiac rehabilitation'),
  ],
  imaging: ['chestXray', 'echocardiogram'],
  complaints: ['short of breath', 'weight gain', 'leg swelling', 'HF clinic visit', 'fatigue with stairs'],
  history: [
    'SOB after [one flight|half a block|making the bed], [better|worse|same] than last time, NYHA [II|III|II-III].',
    'Sleeps on {n} pillows, [wakes gasping twice a week|no PND].',
    'Daily weights [kept on the fridge chart|skipped since the scale broke], up [2|3|5] lb in a week.',
    'Socks leave deep marks, shoes tight in the evening.',
    'Ate [ham at a wedding|canned soup all week|takeout noodles] and felt the difference next day.',
    'No chest pain, occasional flutters when climbing.',
    'Fluid limit 2 L [kept|"impossible in this heat"].',
    'Bendopnea when tying shoes, new since [fall|spring].',
    'Appetite down, early satiety, belly feels tight.',
    'Gets lightheaded an hour after the morning pills.',
  ],
  exam: [
    'JVP [6|8|10|12] cm, HJR [pos|neg], S3 [present|absent].',
    'Bibasilar crackles [to a third|at bases only|none], dull R base.',
    'Edema [1+|2+|3+] pitting to the [ankles|knees], warm extremities.',
    'Displaced PMI, II/VI holosystolic murmur at the apex -> axilla.',
  ],
  plan: [
    'Diuretic per weight: extra dose if >3 lb/day or >5 lb/wk.',
    'Labs in 1 wk after the change (K, Cr).',
    'Salt <2 g, reviewed label reading with {him}.',
    'Repeat echo once on max GDMT x3 mo, ICD question then.',
    'Cardiac rehab referral [renewed|declined for now].',
    'Iron infusion if ferritin <100.',
  ],
  admission: {
    condition: snomed('10633002', 'Acute congestive heart failure'),
    reason: [
      'Admitted for decompensation: 6 kg up, orthopnea, O2 sat 86% on arrival.',
      'Woke at 3 am unable to breathe, pink froth, EMS started CPAP.',
    ],
    events: [
      'Precipitant was a week of naproxen for a sore knee.',
      'Telemetry caught two runs of nonsustained VT, magnesium was low.',
    ],
    treatment: [
      'IV loop diuretic by infusion, net minus 8.4 L, off oxygen on HD3.',
      'BiPAP overnight, nitroglycerin drip, then oral regimen rebuilt step by step.',
    ],
    followUp: [
      'HF nurse phones within 48 h, clinic on day 7 with BMP.',
      'Home scale and blood pressure kit supplied; dry weight set at discharge.',
    ],
    procedure: snomed('447243000', 'Insertion of pulmonary artery catheter'),
  },
}
