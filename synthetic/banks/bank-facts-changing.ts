import type { ChangingFact } from './fact.js'

export const CHANGING_FACTS: readonly ChangingFact[] = [
  {
    topic: 'living',
    place: 'social',
    words: ['With whom does the patient live now?'],
    meaning: ['What is the present domestic arrangement?'],
    states: [
      {
        says: ['Lives w/ spouse in a two-storey house.', 'At home with the spouse, bedroom upstairs.'],
        answer: 'Lives with spouse.',
      },
      {
        says: [
          'Lives alone since the divorce, third-floor walk-up.',
          'Now on {his} own, small apartment up three flights.',
        ],
        answer: 'Lives alone.',
      },
      {
        says: [
          'Moved in with the eldest child, room on the ground floor.',
          'Stays at {his} eldest’s place these days.',
        ],
        answer: 'Lives with eldest child.',
      },
      {
        says: [
          'Resident of an assisted living facility, meals provided.',
          'Has a studio in assisted living, staff hand out pills.',
        ],
        answer: 'Assisted living.',
      },
    ],
  },
  {
    topic: 'smoking',
    place: 'social',
    words: ['How much does the patient smoke at present?'],
    meaning: ['What is the latest tobacco status?'],
    states: [
      { says: ['Smokes 1 ppd, not ready to quit.', 'Still a pack a day smoker.'], answer: '1 pack per day.' },
      {
        says: ['Down to 5 cigs, patch started.', 'Smokes about 5/day with the patch on.'],
        answer: 'About 5 cigarettes a day, on patch.',
      },
      {
        says: ['Quit smoking cold turkey, smoke-free, proud of it 🎉.', 'No cigs any more; gave up smoking.'],
        answer: 'Stopped smoking.',
      },
      {
        says: ['Relapsed, half a pack daily after the layoff.', 'Smokes again, 1/2 ppd.'],
        answer: 'Relapsed, half a pack a day.',
      },
    ],
  },
  {
    topic: 'mobility',
    place: 'social',
    words: ['What does the patient use for walking?'],
    meaning: ['How does the patient get around?'],
    states: [
      { says: ['Walks unaided, drives.', 'Ambulates independently, no device.'], answer: 'Unaided.' },
      { says: ['Uses a single-point cane outdoors.', 'Walking with a cane, L hand.'], answer: 'Cane.' },
      {
        says: ['On a rollator for anything past the mailbox.', 'Rollator w/ seat since the fall.'],
        answer: 'Rollator.',
      },
      {
        says: ['Wheelchair outside, furniture-walks inside.', 'Needs a wheelchair for distance.'],
        answer: 'Wheelchair for distance.',
      },
    ],
  },
  {
    topic: 'work',
    place: 'social',
    words: ['Where does the patient work at present?'],
    meaning: ['What is the employment situation?'],
    states: [
      {
        says: ['Full-time dispatcher, night shifts.', 'Drives a forklift at a warehouse, full-time.'],
        answer: 'Full-time job.',
      },
      {
        says: ['Reduced to 20 h/wk, light duty letter.', 'Part-time at the desk following the letter.'],
        answer: 'Part-time, light duty.',
      },
      {
        says: ['On disability since last quarter.', 'SSDI approved, no longer at work.'],
        answer: 'On disability.',
      },
      { says: ['Retired, volunteers at the library.', 'Took early retirement.'], answer: 'Retired.' },
    ],
  },
  {
    topic: 'alcohol',
    place: 'social',
    words: ['How much alcohol does the patient drink?'],
    meaning: ['What about ethanol use?'],
    states: [
      {
        says: ['Alcohol: a six-pack on weekends.', 'Drinks 6 beers Sat-Sun.'],
        answer: 'Six beers per weekend.',
      },
      {
        says: ['Wine nightly, 2-3 glasses, CAGE 2.', 'Alcohol up to three glasses each evening.'],
        answer: '2-3 glasses of wine nightly.',
      },
      {
        says: ['Sober {n} months, goes to AA.', 'No alcohol at all now, meetings on Tue.'],
        answer: 'Abstinent, attends AA.',
      },
    ],
  },
  {
    topic: 'code',
    place: 'plan',
    words: ['What is the code status?'],
    meaning: ['What are the wishes about resuscitation?'],
    states: [
      {
        says: ['Code status: full code, wants everything.', 'Full code per discussion.'],
        answer: 'Full code.',
      },
      {
        says: [
          'Code status changed to DNR, intubation OK short term.',
          'DNR, trial of intubation acceptable.',
        ],
        answer: 'DNR, short intubation acceptable.',
      },
      {
        says: ['Code status DNR/DNI, comfort first, POLST signed.', 'DNR/DNI, POLST on the fridge.'],
        answer: 'DNR/DNI.',
      },
    ],
  },
  {
    topic: 'pharmacy',
    place: 'phone',
    words: ['Which pharmacy should be used?'],
    meaning: ['Where should scripts be sent?'],
    states: [
      {
        says: ['Pharmacy: Corner Drug on Alder St.', 'Uses Corner Drug pharmacy, Alder.'],
        answer: 'Corner Drug, Alder St.',
      },
      {
        says: ['Pharmacy switched to BlueLeaf mail order, 90 d.', 'Pharmacy is now BlueLeaf by mail.'],
        answer: 'BlueLeaf mail order.',
      },
      {
        says: ['Pharmacy now Mercado Farmacia, they blister-pack.', 'Pharmacy: Mercado, blister packs.'],
        answer: 'Mercado Farmacia.',
      },
    ],
  },
]
