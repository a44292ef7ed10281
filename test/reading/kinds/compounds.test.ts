import { describe, expect, it } from 'vitest'
import { withIntents } from '../../../reading/intents.js'
import { interpret } from '../../../reading/interpretation.js'

const read = (text: string) => withIntents(interpret(text, null))

describe('a cue inside a compound', () => {
  it.each([
    'Provide a high-level report.',
    'What is the highest level of education?',
    'Is there a phone number for his daughter?',
    'Which first-line option would you choose?',
    'What is her last name?',
    'How long does the rash usually last?',
    'Can he count on his family?',
    'Is he at risk of falling?',
    'Does she feel safe at all times?',
    'He takes it three times a day?',
    'Is she sexually active?',
    'Read the history of present illness.',
    'Was a murmur present?',
    'What do the current guidelines say?',
    'Should we start warfarin?',
    'Tell me about the hospital course.',
    'Remove all names from this text.',
    'Is he on the transplant list?',
    'Has she been started on Keppra?',
    'What happens when the seizures begin?',
    'Create a list of questions for the family.',
    'Which lowest-cost alternative is there?',
    'Does she carry a diagnosis of ALL?',
    'What patients should be discharged today?',
    'This patient is now on dialysis. What is the dry weight?',
  ])('says nothing of which points are wanted: %j', async (text) => {
    expect((await read(text)).mode).toBe('any')
  })

  it.each([
    'Who is the emergency contact?',
    'Which size of blood pressure cuff?',
    'Is she established with a family practice or with internal medicine?',
    'What is on the differential diagnosis?',
    'What is the reading level?',
    'Is there a family history of breast cancer?',
    'Any illicit drug use?',
    'Is he going to physical therapy?',
    'What are the treatment options?',
    'Does she need to be admitted?',
    'How are her living conditions?',
    'What are her values and preferences?',
    'Did it result in a lawsuit?',
    'Does she take good care of herself?',
    'Is he on a low sodium diet?',
    'Does she have problems with her landlord?',
  ])('names no kind: %j', async (text) => {
    expect((await read(text)).domains).toEqual([])
  })

  it.each([
    ['When was she first seen by cardiology?', 'first'],
    ['When did she begin dialysis?', 'first'],
    ['Give the last-recorded weight.', 'last'],
    ['What was the highest potassium?', 'highest'],
    ['Count the ED visits.', 'all'],
    ['List ALL medications.', 'all'],
    ['Which drug did the patient receive last, and when?', 'last'],
    ['Is she still taking it?', 'last'],
  ])('is not seen where the cue stands alone: %j', async (text, mode) => {
    expect((await read(text)).mode).toBe(mode)
  })

  it.each([
    ['Any blood work?', ['measurement', 'observation']],
    ['peak flows?', ['measurement', 'observation']],
    ['Was the urine drug screen positive?', ['measurement', 'observation']],
    ['radiation dose exposure?', ['image', 'procedure']],
    ["results of last week's CT?", ['image', 'procedure']],
    ['results of the brain MRI?', ['image', 'procedure']],
    ['Has she been hospitalized?', ['visit']],
    ['reason for admission?', ['visit']],
    ['Any drug allergies?', ['observation', 'condition', 'allergy']],
    ['Was he ever on a beta blocker?', ['drug_exposure']],
    ['Did atorvastatin help?', ['drug_exposure']],
  ])('leaves the kind that the whole names: %j', async (text, domains) => {
    expect((await read(text)).domains).toEqual(domains)
  })
})
