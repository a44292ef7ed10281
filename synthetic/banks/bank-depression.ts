import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const DEPRESSION: Course = {
  key: 'depression',
  sex: 'any',
  ages: [22, 70],
  days: null,
  condition: snomed('370143000', 'Major depressive disorder'),
  nick: ['MDD', 'depression', 'depressive disorder', 'low mood'],
  later: [snomed('197480006', 'Anxiety disorder'), snomed('193462001', 'Insomnia')],
  specialty: 'Psychiatry',
  drift: [
    { lab: 'phq9', from: 19, to: 6, spread: 2.6 },
    { lab: 'tsh', from: 2.6, to: 2.2, spread: 0.5 },
    { lab: 'sodium', from: 138, to: 137, spread: 2 },
  ],
  drugs: [
    {
      short: 'sertraline',
      lay: 'SSRI',
      forms: [
        form('312940', 'Sertraline 25 MG Oral Tablet', '25 mg daily'),
        form('312941', 'Sertraline 50 MG Oral Tablet', '50 mg daily'),
        form('312938', 'Sertraline 100 MG Oral Tablet', '100 mg daily'),
      ],
      stops: [
        {
          says: [
            'Sertraline stopped at {his} wish: no libido & numb feelings.',
            'Came off sertraline because of the bedroom side effects, told me only on asking.',
          ],
          answer: 'Sexual side effects.',
        },
        { says: ['Sertraline discontinued, Na 124 w/ confusion.'], answer: 'Hyponatremia.' },
      ],
    },
    {
      short: 'bupropion',
      lay: 'activating antidepressant',
      forms: [
        form('993541', 'Bupropion hydrochloride 150 MG Extended Release Oral Tablet', '150 mg each morning'),
        form('993557', 'Bupropion hydrochloride 300 MG Extended Release Oral Tablet', '300 mg each morning'),
      ],
      stops: [
        {
          says: [
            'Bupropion ended after the seizure at work.',
            'Bupropion made {him} jittery, teeth grinding, no sleep; out.',
          ],
          answer: 'Seizure / agitation.',
        },
      ],
    },
    {
      short: 'mirtazapine',
      lay: 'bedtime antidepressant',
      forms: [
        form('314111', 'Mirtazapine 15 MG Oral Tablet', '15 mg at bedtime'),
        form('311725', 'Mirtazapine 30 MG Oral Tablet', '30 mg at bedtime'),
      ],
      stops: [
        { says: ['Mirtazapine given up, +{n} kg and raiding the fridge at 2 am.'], answer: 'Weight gain.' },
      ],
    },
    {
      short: 'trazodone',
      lay: 'sleep aid',
      forms: [
        form('856373', 'Trazodone hydrochloride 50 MG Oral Tablet', '50 mg at bedtime'),
        form('856377', 'Trazodone hydrochloride 100 MG Oral Tablet', '100 mg at bedtime'),
      ],
      stops: [
        {
          says: ['Trazodone off, hungover till noon and tripped over the dog.'],
          answer: 'Morning sedation.',
        },
      ],
    },
  ],
  procedures: [
    snomed('171207006', 'Depression screening'),
    snomed('228557008', 'Cognitive behavioral therapy'),
    snomed('385892002', 'Mental health screening'),
  ],
  imaging: ['headCt', 'chestXray'],
  complaints: ['mood check', 'poor sleep', 'panic', 'low energy', 'med follow-up'],
  history: [
    'Mood [4|5|6|7]/10, [tearful most evenings|fewer crying spells|flat].',
    'Sleep: falls off by [11|1], awake at [3|4], ruminates.',
    'No SI/HI, [passive thoughts last month|safety plan on phone].',
    'Therapy q[1|2] wk, homework [done|skipped], "lighter" afterwards.',
    'Back to [choir|the gym|baking] once a week.',
    'Concentration poor, rereads emails {n} times.',
    'Panic in [elevators|the supermarket|traffic], ends in 10 min with breathing.',
    'Appetite [nil|sweet cravings], wt up/down a little.',
    'Friends noticed the change and drop by with soup.',
  ],
  exam: [
    'Casually dressed, eye contact [fair|good], speech soft, affect [constricted|brighter].',
    'Thought process linear, no psychosis.',
    'Insight good, judgment intact, psychomotor [slowed|normal].',
    'No tremor, gait normal.',
  ],
  plan: [
    'Crisis line & safety plan reviewed.',
    'CBT continues, light box in winter.',
    'PHQ-9 each visit, aim <5.',
    'Check Na 4 wks after SSRI start.',
    'Sleep restriction, no screens after 10.',
    'Recheck in 4-6 wks, sooner if worse.',
  ],
  admission: {
    condition: snomed('82313006', 'Suicidal behavior'),
    reason: [
      'Admitted voluntarily after stockpiling tablets and telling a sister.',
      'Brought by police from the bridge, exhausted, asking for help.',
    ],
    events: [
      'Family meeting on day 3 cleared the air about the debts.',
      'Lithium augmentation was proposed and turned down.',
    ],
    treatment: [
      'Observation q15 min, groups daily, sleep restored with quetiapine 25.',
      'Medication switched, six days on the unit without incident.',
    ],
    followUp: [
      'Outpatient psychiatry in 5 days, means safety agreed with the family.',
      'Partial program starts Monday 9 am, therapist told.',
    ],
    procedure: snomed('225337009', 'Suicide risk assessment'),
  },
}
