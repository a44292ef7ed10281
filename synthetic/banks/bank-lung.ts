import { form, snomed } from './coded.js'
import type { Course } from './course.js'

export const LUNG: Course = {
  key: 'lung',
  sex: 'any',
  ages: [45, 80],
  days: null,
  condition: snomed('13645005', 'Chronic obstructive lung disease'),
  nick: ['COPD', 'emphysema/COPD', 'obstructive lung disease', 'chronic bronchitis'],
  later: [snomed('409622000', 'Respiratory failure'), snomed('235595009', 'Gastroesophageal reflux disease')],
  specialty: 'Pulmonology',
  drift: [
    { lab: 'fev1', from: 1.9, to: 1.3, spread: 0.09 },
    { lab: 'bicarbonate', from: 27, to: 31, spread: 1.3 },
    { lab: 'hemoglobin', from: 14.6, to: 15.9, spread: 0.4 },
    { lab: 'leukocytes', from: 8.4, to: 9.6, spread: 1.5 },
  ],
  drugs: [
    {
      short: 'tiotropium',
      lay: 'once-a-day inhaler',
      forms: [form('1552002', 'Tiotropium 0.0025 MG/ACTUAT Inhalation Spray', '2 puffs daily')],
      stops: [
        {
          says: [
            'Tiotropium out, went into urinary retention within a week.',
            'Tiotropium d/c: mouth like sandpaper & could not pass water.',
          ],
          answer: 'Urinary retention.',
        },
      ],
    },
    {
      short: 'fluticasone-salmeterol',
      lay: 'purple disk',
      forms: [
        form(
          '896184',
          'Fluticasone propionate 0.1 MG / salmeterol 0.05 MG Dry Powder Inhaler',
          '100/50 one puff twice daily',
        ),
        form(
          '896188',
          'Fluticasone propionate 0.25 MG / salmeterol 0.05 MG Dry Powder Inhaler',
          '250/50 one puff twice daily',
        ),
        form(
          '896190',
          'Fluticasone propionate 0.5 MG / salmeterol 0.05 MG Dry Powder Inhaler',
          '500/50 one puff twice daily',
        ),
      ],
      stops: [
        {
          says: [
            'Fluticasone-salmeterol withdrawn after the second pneumonia in a year.',
            'Stopped fluticasone-salmeterol - thrush down to the esophagus, hoarse.',
          ],
          answer: 'Infectious complications of the inhaled steroid.',
        },
      ],
    },
    {
      short: 'roflumilast',
      lay: 'PDE4 tablet',
      forms: [
        form('1091836', 'Roflumilast 0.25 MG Oral Tablet', '250 mcg daily'),
        form('1091838', 'Roflumilast 0.5 MG Oral Tablet', '500 mcg daily'),
      ],
      stops: [
        {
          says: ['Roflumilast off: lost {n} kg in eight weeks and weepy.'],
          answer: 'Weight loss and low mood.',
        },
      ],
    },
    {
      short: 'azithromycin',
      lay: 'preventive antibiotic',
      forms: [form('248656', 'Azithromycin 250 MG Oral Tablet', '250 mg three times weekly')],
      stops: [
        {
          says: [
            'Chronic azithromycin ended as the hearing test dropped 20 dB.',
            'QTc 511, therefore no more azithromycin.',
          ],
          answer: 'Hearing loss / QT prolongation.',
        },
      ],
    },
  ],
  procedures: [
    snomed('127783003', 'Spirometry'),
    snomed('57485005', 'Oxygen therapy'),
    snomed('229065009', 'Pulmonary rehabilitation'),
  ],
  imaging: ['chestXray', 'chestCt'],
  complaints: ['cough', 'more phlegm', 'breathing check', 'oxygen review', 'wheeze at night'],
  history: [
    'mMRC [2|3|4], stops [at the mailbox|halfway upstairs|every 50 yards].',
    'Sputum [white|yellow|green tinged], a [teaspoon|cupful] each morning.',
    'Rescue puffer {n} times [a day|a week], spacer [lost|in use].',
    '{n} flares since last year, [one|two|none] needing steroids.',
    'CAT score [14|19|24], sleep broken by cough.',
    'Uses 2 L NC [at night|when walking|round the clock], concentrator is loud.',
    'Nebs before bed loosen things.',
    'Barrel of a laugh turns into coughing fits; ribs sore.',
    'Climbs out of breath, purses lips to recover.',
  ],
  exam: [
    'Hyperinflated, prolonged expiration, [scattered wheeze|quiet bases|rhonchi clearing with cough].',
    'Using accessory muscles [no|mildly], speaks full sentences.',
    'No clubbing, nails stained, RA sat [88|90|92|94]%.',
    'Trace edema, loud P2.',
  ],
  plan: [
    'Action plan: pred 40 x5 + doxy if sputum changes.',
    'Inhaler technique re-taught, teach-back done.',
    'LDCT screening yearly.',
    'Rehab 2x/wk x8.',
    'Walk test for O2, titrate to ≥90%.',
    'RSV, pneumococcal & flu shots up to date?',
  ],
  admission: {
    condition: snomed('195951007', 'Acute exacerbation of chronic obstructive pulmonary disease'),
    reason: [
      'Admitted with three days of worse wheeze, sat 82% and pCO2 68.',
      'Found by the neighbour tripoding on the porch, could only say two words.',
    ],
    events: [
      'Rhinovirus on the panel, no lobar consolidation.',
      'A small apical pneumothorax turned up on day 2 and was watched.',
    ],
    treatment: [
      'BiPAP for 14 h, methylprednisolone then prednisone 40, nebs q4h.',
      'High-flow for two nights, doxycycline, weaned to home flow.',
    ],
    followUp: [
      'Pulm in 10 days, prednisone ends on day 5.',
      'Rehab intake on the 3rd, portable tank delivered before leaving.',
    ],
    procedure: snomed('428311008', 'Noninvasive ventilation'),
  },
}
