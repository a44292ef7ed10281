import { z } from 'zod'
import { bank } from './read-bank.js'

const templates = z.array(z.string()).min(1)

/**
 * Sentences any note may hold, by section. No question asks about them. Asides, findings and call details are
 * small talk and detail that make notes long; their brackets make most of them one-offs.
 */
export const noteSentences = bank(
  'note-sentences',
  z.strictObject({
    openings: templates,
    fillerStory: templates,
    reviewOfSystems: templates,
    exam: templates,
    generalPlan: templates,
    boilerplate: templates,
    nursing: templates,
    phone: templates,
    pharmacy: templates,
    socialWork: templates,
    procedure: templates,
    emergency: templates,
    grossPathology: templates,
    microscopicPathology: templates,
    asides: templates,
    findings: templates,
    callDetails: templates,
  }),
)
