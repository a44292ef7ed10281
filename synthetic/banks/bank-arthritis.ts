import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const ARTHRITIS: Course = {
  key: 'arthritis',
  sex: 'any',
  ages: [30, 74],
  days: null,
  condition: snomed('69896004', 'Rheumatoid arthritis'),
  nick: ['RA', 'seropositive RA', 'rheumatoid arthritis', 'inflammatory arthritis'],
  later: [snomed('57406009', 'Carpal tunnel syndrome'), snomed('83901003', 'Sjogren syndrome')],
  specialty: 'Rheumatology',
  drift: [
    { lab: 'crp', from: 34, to: 7, spread: 5 },
    { lab: 'esr', from: 52, to: 21, spread: 7 },
    { lab: 'ccp', from: 210, to: 150, spread: 22 },
    { lab: 'alt', from: 24, to: 38, spread: 8 },
  ],
  drugs: [
    {
      short: 'methotrexate',
      lay: 'weekly immunosuppressant',
      forms: [
        form('105585', 'Methotrexate 2.5 MG Oral Tablet, 10 MG weekly', '10 mg weekly'),
        form('105586', 'Methotrexate 2.5 MG Oral Tablet, 15 MG weekly', '15 mg weekly'),
        form('105587', 'Methotrexate 2.5 MG Oral Tablet, 20 MG weekly', '20 mg weekly'),
      ],
      stops: [
        {
          says: [
            'Methotrexate stopped, ALT four times the upper limit twice running.',
            'Taken off methotrexate: transaminases climbing, fibroscan borderline.',
          ],
          answer: 'Raised liver enzymes.',
        },
        {
          says: ['Methotrexate ceased since the couple wants to start a family.'],
          answer: 'Pregnancy planned.',
        },
      ],
    },
    {
      short: 'hydroxychloroquine',
      lay: 'antimalarial',
      forms: [form('979092', 'Hydroxychloroquine sulfate 200 MG Oral Tablet', '200 mg twice daily')],
      stops: [
        {
          says: ['Hydroxychloroquine finished, bull’s-eye change at the macula per ophtho.'],
          answer: 'Retinal toxicity.',
        },
      ],
    },
    {
      short: 'adalimumab',
      lay: 'TNF blocker',
      forms: [
        form('727704', 'Adalimumab 40 MG Prefilled Syringe', '40 mg every 2 weeks'),
        form('727705', 'Adalimumab 80 MG Prefilled Syringe', '80 mg every 2 weeks'),
      ],
      stops: [
        {
          says: [
            'Adalimumab discontinued, shingles over three dermatomes.',
            'Adalimumab lost its effect by month {n}, antibodies found; moving on.',
          ],
          answer: 'Loss of effect / infection.',
        },
      ],
    },
    {
      short: 'prednisone',
      lay: 'steroid',
      forms: [
        form('198145', 'Prednisone 10 MG Oral Tablet', '10 mg daily'),
        form('312617', 'Prednisone 5 MG Oral Tablet', '5 mg daily'),
      ],
      stops: [
        {
          says: ['Prednisone tapered to nil, moon face & sugars, {he} was glad to be rid of it.'],
          answer: 'Steroid side effects; tapered off.',
        },
      ],
    },
  ],
  procedures: [
    snomed('274471004', 'Injection of joint'),
    snomed('76718009', 'Occupational therapy'),
    snomed('312681000', 'Bone density scan'),
  ],
  imaging: ['handXray', 'chestXray'],
  complaints: ['joint pain', 'flare', 'stiff mornings', 'infusion visit', 'swollen knuckles'],
  history: [
    'AM stiffness [20 min|an hour|till noon], gel phenomenon after the drive.',
    'Knuckles 2-3 [hot|boggy|better], ring no longer fits.',
    'Cannot open jars, uses [a gripper|both hands|{his} teeth].',
    'Pain {n}/10, RAPID3 [9|14|18].',
    'Flared after [the dental work|a cold|shoveling], [one|two] medrol packs.',
    'Dry eyes, gritty; drops q4h.',
    'Missed the shot {n} wks as the pharmacy was out.',
    'Wrists ache by 3 pm after typing.',
    'No oral ulcers, no rash, no fevers.',
  ],
  exam: [
    'Synovitis MCP 2,3 R & PIP 4 L, [{n}|2] tender, [{n}|3] swollen.',
    'Fist [complete|90%|lacks 1 cm], grip [full|weak].',
    'Nodule L olecranon, nontender.',
    'R knee [small effusion|cool, dry], Tinel’s [+|–].',
  ],
  plan: [
    'CBC/LFT q8wk on a DMARD, folate 1 mg.',
    'Treat to target CDAI <10.',
    'Quantiferon, hep B before a biologic.',
    'Inject R knee today 40 mg triamcinolone.',
    'Splints at night, OT.',
    'Live vaccines avoided.',
  ],
  admission: {
    condition: snomed('233604007', 'Pneumonia'),
    reason: [
      'Admitted from rheum clinic with fever, pleurisy and a sat of 89%.',
      'Admitted with a hot knee and chills while on the biologic.',
    ],
    events: [
      'Tap: 62,000 cells, MSSA, washed out the same night.',
      'Legionella antigen positive, likely from the hot tub.',
    ],
    treatment: [
      'Cefazolin via PICC for 4 wks, biologic on hold.',
      'Levofloxacin 10 days, stress-dose steroids for two.',
    ],
    followUp: [
      'ID in two weeks, weekly CBC by home health.',
      'Rheum decides on restarting at 6 wks; chest film then too.',
    ],
    procedure: snomed('61977001', 'Arthrocentesis'),
  },
}
