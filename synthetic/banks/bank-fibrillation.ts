import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const FIBRILLATION: Course = {
  key: 'fibrillation',
  sex: 'any',
  ages: [52, 86],
  days: null,
  condition: snomed('49436004', 'Atrial fibrillation'),
  nick: ['AF', 'afib', 'A-fib', 'atrial fibrillation'],
  later: [snomed('5370000', 'Atrial flutter'), snomed('266257000', 'Transient ischemic attack')],
  specialty: 'Cardiology',
  drift: [
    { lab: 'inr', from: 2.1, to: 2.7, spread: 0.5 },
    { lab: 'hemoglobin', from: 13.9, to: 12.2, spread: 0.45 },
    { lab: 'tsh', from: 1.8, to: 3.4, spread: 0.5 },
  ],
  drugs: [
    {
      short: 'warfarin',
      lay: 'vitamin K antagonist',
      forms: [
        form('855296', 'Warfarin sodium 2 MG Oral Tablet', '2 mg nightly'),
        form('855332', 'Warfarin sodium 5 MG Oral Tablet', '5 mg nightly'),
        form('855344', 'Warfarin sodium 7.5 MG Oral Tablet', '7.5 mg nightly'),
      ],
      stops: [
        {
          says: [
            'Warfarin given up: INR swings 1.3 to 6 and {he} cannot get to the lab weekly.',
            'Finished with warfarin, labile numbers and the drive for blood draws is too far.',
          ],
          answer: 'Labile INR and burden of monitoring.',
        },
        {
          says: ['Warfarin halted following the nosebleed that needed packing in the ED.'],
          answer: 'Epistaxis requiring packing.',
        },
      ],
    },
    {
      short: 'apixaban',
      lay: 'blood thinner',
      forms: [
        form('1364445', 'Apixaban 5 MG Oral Tablet', '5 mg twice daily'),
        form('1364435', 'Apixaban 2.5 MG Oral Tablet', '2.5 mg twice daily'),
      ],
      stops: [
        {
          says: [
            'Apixaban stopped after melena and a 3-point Hgb drop; GI wants 3 months clear.',
            'Apixaban off, tarry stools, ulcer w/ visible vessel clipped.',
          ],
          answer: 'Gastrointestinal bleeding.',
        },
      ],
    },
    {
      short: 'metoprolol',
      lay: 'rate-control pill',
      forms: [
        form('866511', 'Metoprolol tartrate 25 MG Oral Tablet', '25 mg twice daily'),
        form('866514', 'Metoprolol tartrate 50 MG Oral Tablet', '50 mg twice daily'),
        form('866516', 'Metoprolol tartrate 100 MG Oral Tablet', '100 mg twice daily'),
      ],
      stops: [
        {
          says: [
            'Metoprolol tapered off, vivid nightmares & no energy for anything.',
            'Could not tolerate metoprolol - cold hands, washed out, bad dreams.',
          ],
          answer: 'Fatigue and nightmares.',
        },
      ],
    },
    {
      short: 'amiodarone',
      lay: 'antiarrhythmic',
      forms: [form('835956', 'Amiodarone hydrochloride 200 MG Oral Tablet', '200 mg daily')],
      stops: [
        {
          says: [
            'Amiodarone withdrawn, DLCO fell by a quarter and the CT shows new haze.',
            'Rhythm held on amiodarone but thyroid went wild (TSH 0.02), so it was stopped.',
          ],
          answer: 'Organ toxicity.',
        },
      ],
    },
  ],
  procedures: [
    snomed('180325003', 'Direct current cardioversion'),
    snomed('29303009', 'Electrocardiographic procedure'),
    snomed('428663009', 'Catheter ablation of arrhythmia focus'),
  ],
  imaging: ['echocardiogram', 'headCt', 'chestXray'],
  complaints: [
    'palpitations',
    'irregular pulse',
    'anticoagulation visit',
    'dizzy spells',
    'thinner follow-up',
  ],
  history: [
    'Flutters [twice a week|after coffee|at night], lasting [minutes|hours|half a day], no syncope.',
    'Watch flagged irregular rhythm {n} times this month.',
    'Bruises easily on the forearms, gums [bleed with flossing|fine].',
    'Missed [no|one|two] doses, uses a pill organiser.',
    'Diet greens vary, kale smoothies in summer.',
    'No melena, no hematuria, stools brown.',
    'HAS-BLED 2, CHA2DS2-VASc {n}, discussed again.',
    'Snores, others hear pauses; testing offered.',
    'Coffee down to one cup since the last episode.',
  ],
  exam: [
    'Irregularly irregular, rate [72|88|104|118], no murmur.',
    'Ecchymoses of both forearms, no petechiae.',
    'Carotids without bruit, no focal deficit.',
    'Thyroid not enlarged, fine tremor absent.',
  ],
  plan: [
    'Stay anticoagulated, stroke risk outweighs bleeding.',
    'Rate goal <110 at rest.',
    'EP for ablation talk if burden grows.',
    'Check CBC and creatinine q6mo on a DOAC.',
    'Hold thinner 48 h pre-procedure, no bridging.',
    'Holter 14 d to gauge the burden.',
  ],
  admission: {
    condition: snomed('74474003', 'Gastrointestinal hemorrhage'),
    reason: [
      'Admitted with black stools x3, light-headed, Hgb 6.9.',
      'Came in with rapid ventricular response at 164 and chest pressure after a stomach bug.',
    ],
    events: [
      'Scope found a duodenal ulcer with a clean base and H. pylori on biopsy.',
      'Rhythm broke by itself on the second night, troponin flat.',
    ],
    treatment: [
      'Two units of red cells, PPI drip, thinner paused 10 days.',
      'Diltiazem infusion then oral beta blockade, magnesium 4 g.',
    ],
    followUp: [
      'Stool antigen in 8 weeks, restart of the thinner to be settled in clinic.',
      'EP visit within the month, patch monitor mailed home.',
    ],
    procedure: snomed('76009000', 'Esophagogastroduodenoscopy with biopsy'),
  },
}
