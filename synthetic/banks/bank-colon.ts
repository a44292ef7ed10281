import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const COLON: Course = {
  key: 'colon',
  sex: 'any',
  ages: [46, 80],
  days: null,
  condition: snomed('363406005', 'Malignant tumor of colon'),
  nick: ['colon ca', 'sigmoid adenoca', 'colon cancer', 'bowel tumour'],
  later: [
    snomed('94381002', 'Secondary malignant neoplasm of liver'),
    snomed('87522002', 'Iron deficiency anemia'),
  ],
  specialty: 'Oncology',
  drift: [
    { lab: 'cea', from: 14, to: 3.2, spread: 1.1 },
    { lab: 'hemoglobin', from: 9.8, to: 12.4, spread: 0.5 },
    { lab: 'ferritin', from: 11, to: 74, spread: 9 },
    { lab: 'alt', from: 31, to: 39, spread: 7 },
  ],
  drugs: [
    {
      short: 'oxaliplatin',
      lay: 'platinum part of the chemo',
      forms: [
        form(
          '1736781',
          'Oxaliplatin 5 MG/ML Injectable Solution, 85 MG per square meter',
          '85 mg/m2 every 2 weeks',
        ),
        form(
          '1736782',
          'Oxaliplatin 5 MG/ML Injectable Solution, 65 MG per square meter',
          '65 mg/m2 every 2 weeks',
        ),
      ],
      stops: [
        {
          says: [
            'Oxaliplatin dropped from cycle {n} on: cold spasms in the throat, toes dead to pinprick.',
            'Oxaliplatin left out since the infusion reaction (hives, wheeze).',
          ],
          answer: 'Neurotoxicity / infusion reaction.',
        },
      ],
    },
    {
      short: 'capecitabine',
      lay: 'chemo tablet',
      forms: [
        form('200327', 'Capecitabine 500 MG Oral Tablet', '1500 mg twice daily'),
        form('200328', 'Capecitabine 150 MG Oral Tablet', '1150 mg twice daily'),
      ],
      stops: [
        {
          says: [
            'Capecitabine abandoned, soles blistered so badly {he} crawled to the bathroom.',
            'Stopped capecitabine on account of hand-foot syndrome gr 3.',
          ],
          answer: 'Hand-foot syndrome.',
        },
      ],
    },
    {
      short: 'ferrous sulfate',
      lay: 'iron tablet',
      forms: [form('310325', 'Ferrous sulfate 325 MG Oral Tablet', '325 mg every other day')],
      stops: [
        {
          says: ['Ferrous sulfate quit - rock-hard stools through the stoma; IV route instead.'],
          answer: 'Constipation, changed to intravenous iron.',
        },
      ],
    },
  ],
  procedures: [
    snomed('73761001', 'Colonoscopy'),
    snomed('43075005', 'Partial resection of colon'),
    snomed('367336001', 'Chemotherapy'),
  ],
  imaging: ['abdomenCt', 'chestCt'],
  complaints: ['onc visit', 'stoma trouble', 'fatigue on chemo', 'surveillance', 'bowel habit change'],
  history: [
    'pT3N[0|1|1b]M0, MSI-[stable|high], [{n} of 12 cycles done|on surveillance yr {n}].',
    'Stoma output [400|800|1200] mL, skin round the bag [red|intact|weepy].',
    'Cold drinks sting for [three|five] days post infusion, wears gloves to the freezer.',
    'Stools [thin|loose x{n}|formed], no blood on paper.',
    'Appetite [back|meh], protein shakes between meals.',
    'Energy returns by day [5|7|9], naps after lunch.',
    'Pump unhooked at home by the visiting nurse w/o trouble.',
    'Worried about the scan next week, sleeping badly.',
  ],
  exam: [
    'Abd soft, midline scar, stoma pink, small parastomal bulge.',
    'Liver edge not felt, no ascites, no groin nodes.',
    'Palms [dry|peeling|clear], mucosa moist.',
    'DRE deferred; weight trend reviewed.',
  ],
  plan: [
    'CEA q3 mo, CT C/A/P q6-12 mo for 5 y.',
    'Dose-reduce 20% for counts.',
    'Colonoscopy 1 y post-op then q3y.',
    'Stoma nurse for appliance fit.',
    'IV iron if ferritin <30.',
    'Loperamide 2 mg up to 8/d, call if >6 stools.',
  ],
  admission: {
    condition: snomed('81060008', 'Intestinal obstruction'),
    reason: [
      'Admitted w/ colicky pain, no stoma output for 30 h and green vomit.',
      'Came in bloated with a transition point in the pelvis on CT.',
    ],
    events: [
      'Gastrografin reached the bag after 9 hours, no surgery needed.',
      'An adhesion was divided laparoscopically on the second day.',
    ],
    treatment: [
      'NG tube to suction 48 h, fluids, electrolytes corrected.',
      'Bowel rest, parenteral nutrition for five days, diet advanced slowly.',
    ],
    followUp: [
      'Low-residue diet for 4 wks, surgeon in 14 days.',
      'Chemo resumes once albumin is >3; phone check on Friday.',
    ],
    procedure: snomed('87750000', 'Insertion of nasogastric tube'),
  },
}
