import { describe, expect, it } from 'vitest'
import { answer, CHART, note, series } from './extractive-chart.js'

const ask = async (instruction: string) => (await answer(instruction, CHART)).text

// Every expected answer is read off the chart in extractive-chart.ts, whose labels are named here.
describe('the kinds of answer', () => {
  it('when: the last, the first, the end and the beginning of what is named', async () => {
    // [4]: 2019-10-01 and 2020-10-05; [5] is another vaccine and later.
    expect(await ask('When did the patient last get the influenza vaccine?')).toMatch(
      /^2020-10-05: Influenza/,
    )
    expect(await ask('Date of newest flu shot?')).toMatch(/^2020-10-05: Influenza/)
    // [10], first of two.
    expect(await ask('When was heart failure first documented?')).toBe('2016-04-08: Heart failure')
    // [1]: the end on 2019-01-22 was a renewal; the last one is of 2021.
    expect(await ask('When was carvedilol stopped?')).toBe('2021-02-03: Carvedilol 6.25 MG Oral Tablet end')
    expect(await ask('Start date of lisinopril?')).toBe('2019-04-01: Lisinopril 10 MG Oral Tablet start')
    // Of all vaccines [5] is the last.
    expect(await ask('Which vaccine did the patient receive last, and on what date?')).toMatch(
      /^2021-01-09: zoster/,
    )
  })

  it('how many: beginnings in the frame, and an abbreviation finds them', async () => {
    // [6] begins three times, twice since 2018; [7] is another kind of visit.
    expect(await ask('How many emergency room visits since 2018?')).toBe('2 (2019-05-06, 2020-07-08)')
    expect(await ask('Count the ED visits')).toBe('3 (2017-03-04, 2019-05-06, 2020-07-08)')
  })

  it('a value of a day, the highest and the lowest', async () => {
    expect(await ask('What was the glucose on 03/01/2018?')).toBe('90 mg/dL on 2018-03-01')
    expect(await ask('Peak glucose ever?')).toBe('110 mg/dL on 2019-08-29')
    expect(await ask('What was the lowest blood sugar?')).toBe('72 mg/dL on 2017-02-19')
    // No line of that day: 90 and 110 are other days' values.
    expect(await ask('What was the glucose on 03/02/2018?')).toBe('The record does not tell.')
  })

  it('trend: both ends, the direction and what is between them', async () => {
    // 110 is 53% more than 72; 13.2 less than a tenth more than 13.1.
    expect(await ask('How has the glucose changed since 2017?')).toBe(
      'rose from 72 mg/dL (2017-02-19) to 110 mg/dL (2019-08-29); between: 90 (2018-03-01)',
    )
    expect(await ask('Hgb trend?')).toBe('stable from 13.1 g/dL (2018-01-01) to 13.2 g/dL (2020-01-01)')
  })

  it('lists: the open drugs, the procedures of a year, the allergies', async () => {
    // [1] ended; [3] ended and began in one minute, a renewal; vaccines are over at once.
    expect(await ask('List the current medications.')).toBe(
      'Lisinopril 10 MG Oral Tablet; Amiodarone hydrochloride 200 MG Oral Tablet',
    )
    expect(await ask('Which procedures were done in 2011?')).toBe('Depression screening; Throat culture')
    expect(await ask('What is the patient allergic to?')).toBe(
      'Allergy to drug Aspirin; reaction: Abdominal pain',
    )
  })

  it('a list from the newest note that has one where no event does', async () => {
    const notes = [
      note(1, '2019-01-01 10:00:00', 'progress note', 'Meds:\n- warfarin 5 mg nightly\n- metformin 500 mg'),
      note(2, '2020-01-01 10:00:00', 'progress note', 'Meds:\n- metformin 500 mg\n- Metformin 500 mg'),
    ]
    expect(await answer('What meds is the patient on right now?', notes)).toEqual({
      text: 'metformin 500 mg',
      citations: ['note:2'],
    })
  })

  it('yes or no: had, denied, still open, ended', async () => {
    expect(await ask('Has the patient ever had heart failure?')).toBe('Yes. 2016-04-08: Heart failure')
    // 'Denies' reaches over the commas.
    expect(await ask('Any chest pain?')).toBe('No. Denies fever, cough and chest pain.')
    expect(await ask('Is lisinopril still an active prescription?')).toBe(
      'Yes. 2019-04-01: Lisinopril 10 MG Oral Tablet start',
    )
    expect(await ask('Is carvedilol still an active prescription?')).toBe(
      'No. 2021-02-03: Carvedilol 6.25 MG Oral Tablet ended',
    )
    // Nothing names it, and what is merely alike is no evidence.
    expect(await ask('Has the patient ever had pulmonary emphysema?')).toBe('The record does not tell.')
  })

  it('why: the sentence of a note that tells of the act', async () => {
    expect(await answer('Why was carvedilol stopped?', CHART)).toEqual({
      text: 'Carvedilol stopped, HR 39 on the home cuff and near-faint in the shower.',
      citations: ['note:14'],
    })
  })

  it('a dose: as the note says it where it is no older than the order', async () => {
    expect(await answer('Current amiodarone dose?', CHART)).toEqual({
      text: 'amiodarone 200 mg twice daily (since 2020-01-25)',
      citations: ['note:14', 'event:2020-01-25 13:12:00|RxNorm/3'],
    })
    expect(await ask('What dose of lisinopril is the patient on?')).toBe(
      'Lisinopril 10 MG Oral Tablet (since 2019-04-01)',
    )
  })

  it('a report: what it concludes', async () => {
    expect(await ask('What did the last hand x-ray show?')).toBe('Osteopenia without erosions.')
  })

  it('a summary: what was found and done on the day, then what its notes say', async () => {
    const day = [
      series(1, 'condition', 'SNOMED/5', 'Otitis media: 1977-06-12 23:59; 1980-01-01 23:59'),
      series(2, 'drug exposure', 'RxNorm/4', 'Amoxicillin 250 MG Oral Capsule: 1977-06-12 10:00 start'),
      note(3, '1977-06-12 10:15:00', 'progress note', 'Ear pain for two days.'),
      note(4, '1980-01-01 10:15:00', 'progress note', 'Ear pain again.'),
    ]
    expect(await answer('Summarise the visit of 06/12/1977.', day)).toEqual({
      text: 'Otitis media; Amoxicillin 250 MG Oral Capsule. Ear pain for two days.',
      citations: ['event:1977-06-12 23:59:00|SNOMED/5', 'event:1977-06-12 10:00:00|RxNorm/4', 'note:3'],
    })
  })

  it('does not mix a percentile with the measure of the same name', async () => {
    const bmi = [
      series(1, 'measurement', 'LOINC/1', 'Body mass index (BMI) [Ratio] (kg/m2): 2007-01-01 10:00 30.1'),
      series(2, 'measurement', 'LOINC/2', 'Body mass index (BMI) [Percentile] (%): 1980-01-01 10:00 48.4'),
    ]
    expect((await answer('What was the maximum body mass index?', bmi)).text).toBe('30.1 kg/m2 on 2007-01-01')
  })
})
