import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const DIABETES: Course = {
  key: 'diabetes',
  sex: 'any',
  ages: [38, 74],
  days: null,
  condition: snomed('44054006', 'Diabetes mellitus type 2'),
  nick: ['T2DM', 'type 2 diabetes', 'DM2', 'diabetes'],
  later: [
    snomed('368581000119106', 'Neuropathy due to type 2 diabetes mellitus'),
    snomed('422034002', 'Retinopathy due to type 2 diabetes mellitus'),
    snomed('55822004', 'Hyperlipidemia'),
  ],
  specialty: 'Endocrinology',
  drift: [
    { lab: 'a1c', from: 9.1, to: 7.2, spread: 0.45 },
    { lab: 'glucose', from: 192, to: 134, spread: 22 },
    { lab: 'albuminuria', from: 18, to: 74, spread: 11 },
    { lab: 'triglycerides', from: 228, to: 166, spread: 25 },
  ],
  drugs: [
    {
      short: 'metformin',
      lay: 'first-line sugar tablet',
      forms: [
        form('861007', 'Metformin hydrochloride 500 MG Oral Tablet', '500 mg twice daily'),
        form('861025', 'Metformin hydrochloride 850 MG Oral Tablet', '850 mg twice daily'),
        form('861004', 'Metformin hydrochloride 1000 MG Oral Tablet', '1000 mg twice daily'),
      ],
      stops: [
        {
          says: [
            'Metformin d/c’d - [loose stools|watery stools] up to {n} x/day, could not leave the house.',
            'Took {him} off metformin; the runs were intolerable despite the XR version.',
          ],
          answer: 'Persistent diarrhea.',
        },
        {
          says: [
            'Metformin held for good given the fall in eGFR <30 last month.',
            'Have stopped metformin, kidney function no longer allows it.',
          ],
          answer: 'Renal function too low (eGFR below 30).',
        },
      ],
    },
    {
      short: 'glipizide',
      lay: 'sulfonylurea',
      forms: [
        form('310488', 'Glipizide 5 MG Oral Tablet', '5 mg before breakfast'),
        form('310489', 'Glipizide 10 MG Oral Tablet', '10 mg before breakfast'),
      ],
      stops: [
        {
          says: [
            'Glipizide off as of today: {n} episodes of shakiness & sweats w/ fingersticks in the 50s.',
            'Stopping glipizide, EMS was called for a sugar of 41 while {he} was mowing the lawn.',
          ],
          answer: 'Recurrent hypoglycemia.',
        },
      ],
    },
    {
      short: 'empagliflozin',
      lay: 'SGLT2 inhibitor',
      forms: [
        form('1545658', 'Empagliflozin 10 MG Oral Tablet', '10 mg daily'),
        form('1545664', 'Empagliflozin 25 MG Oral Tablet', '25 mg daily'),
      ],
      stops: [
        {
          says: [
            'Empagliflozin discontinued after the third yeast infection since spring.',
            'No more empagliflozin - genital candidiasis x3, {he} has had enough.',
          ],
          answer: 'Recurrent genital yeast infections.',
        },
        {
          says: [
            'Empagliflozin dropped, copay went from $35 to $410 w/ the new plan.',
            'Insurance switched formulary and empagliflozin became unaffordable, so we let it go.',
          ],
          answer: 'Cost: no longer covered.',
        },
      ],
    },
    {
      short: 'insulin glargine',
      lay: 'basal insulin',
      forms: [
        form('847232', 'Insulin glargine 100 UNT/ML Pen Injector, 10 UNT at bedtime', '10 units at bedtime'),
        form('847233', 'Insulin glargine 100 UNT/ML Pen Injector, 18 UNT at bedtime', '18 units at bedtime'),
        form('847234', 'Insulin glargine 100 UNT/ML Pen Injector, 26 UNT at bedtime', '26 units at bedtime'),
      ],
      stops: [
        {
          says: ['Glargine stopped; since {he} lost {n} kg fasting readings stay under 110 without it.'],
          answer: 'Good fasting glucose after weight loss, insulin not needed.',
        },
      ],
    },
  ],
  procedures: [
    snomed('134395001', 'Diabetic retinal screening'),
    snomed('401191002', 'Diabetic foot examination'),
    snomed('698354004', 'Diabetes self-management education'),
  ],
  imaging: ['chestXray', 'abdominalUltrasound', 'footXray'],
  complaints: [
    'here for sugars',
    'diabetes check',
    'numbness of both feet',
    'thirst and nocturia',
    'follow-up of glucose control',
  ],
  history: [
    '[Checks|Has been checking] fingersticks [most mornings|before meals|off and on], range [104-168|92-190|118-240] on the meter.',
    'Nocturia x{n}, [no|denies] polydipsia, [no blurry vision|vision a bit blurry when sugars run high].',
    'Burning in the soles at night, worse with the blanket on, [socks help|walking helps].',
    'Admits to [late snacks|sweet tea|white rice twice a day|skipping lunch then overeating].',
    '[Walks the mall|Swims|Rides the stationary bike] {n} times a week when the weather is bad.',
    'Met with the dietitian, carb counting [going OK|too fiddly for {him}].',
    'Had one low to [58|62|66] after yard work, fixed it with juice and crackers.',
    'Brings a logbook today with gaps over the holidays.',
    'Interested in a continuous sensor because fingertips are sore 😕.',
    'Missed about {n} evening doses [this month|since last time] as shifts changed.',
  ],
  exam: [
    'Feet: monofilament [reduced at both great toes|intact 10/10|absent at 3 of 10 sites R], DP pulses 2+, skin [dry|intact], no ulcers.',
    'Acanthosis at the nape, no lipohypertrophy at [injection|abdominal] sites.',
    'Fundi not visualised, pupils small; referred to eye clinic.',
    'Vibration sense [gone below the ankles|diminished at the malleoli|preserved].',
  ],
  plan: [
    'Goal A1c <7.5% given age & hypoglycemia risk; recheck in 3 mo.',
    'Reinforced sick-day rules, [glucagon kit refilled|ketone strips given].',
    'Statin [continues|tolerated], LDL target <70.',
    'Podiatry for nail care, [callus R 1st MTP|ingrown nail].',
    'Annual eye exam [due|booked|done, report requested].',
    'Repeat urine ACR before changing the ACE inhibitor.',
  ],
  admission: {
    condition: snomed('420422005', 'Ketoacidosis due to diabetes mellitus'),
    reason: [
      'Admitted with vomiting x2 days, glucose 486 and an anion gap of 24 after running out of insulin on a road trip.',
      'Brought in by spouse, drowsy and breathing deep & fast; sugar 512, bicarbonate 11, large ketones.',
    ],
    events: [
      'Trigger turned out to be a perinephric phlegmon, seen on CT and covered with ceftriaxone.',
      'No infection source found; the pump supply had been left in a hot car.',
    ],
    treatment: [
      'Insulin drip for 19 hours, 5 L crystalloid, potassium replaced, bridged to subcutaneous on HD2.',
      'Gap closed overnight on IV insulin, phosphate repleted twice.',
    ],
    followUp: [
      'Endocrine clinic within 7 days, pen teaching repeated before leaving.',
      'To call with fingersticks every evening for a week; BMP on Monday.',
    ],
    procedure: snomed('225158009', 'Intravenous insulin infusion'),
  },
}
