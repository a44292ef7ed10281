import { z } from 'zod'
import { codedShape } from './coded.js'
import { bank } from './read-bank.js'

/** The types of notes. */
export const noteTypes = bank(
  'note-types',
  z.strictObject({
    progress: codedShape,
    history: codedShape,
    discharge: codedShape,
    nursing: codedShape,
    radiology: codedShape,
    consult: codedShape,
    phone: codedShape,
    medication: codedShape,
    pathology: codedShape,
    emergency: codedShape,
    procedure: codedShape,
    social: codedShape,
  }),
)

/** A key of the note types. */
export type NoteKind = keyof ReturnType<typeof noteTypes>
