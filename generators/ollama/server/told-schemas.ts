import { z } from 'zod'

/** The part of a /api/version reply that is used. */
export const versionSchema = z.looseObject({ version: z.string() })

/** The part of a /api/tags reply that is used. */
export const tagsSchema = z.looseObject({
  models: z.array(
    z.looseObject({
      name: z.string(),
      digest: z.string(),
      size: z.number().nullish(),
      details: z
        .looseObject({ parameter_size: z.string().optional(), quantization_level: z.string().optional() })
        .nullish(),
    }),
  ),
})

/** The part of a /api/show reply that is used. */
export const showSchema = z.looseObject({
  template: z.string().optional(),
  renderer: z.string().optional(),
  capabilities: z.array(z.string()).nullish(),
  model_info: z.looseObject({}).nullish(),
})
