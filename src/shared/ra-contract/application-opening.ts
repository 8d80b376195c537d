import { z } from 'zod'
import { id, nothing, ra } from './base.ts'
import { told } from './told.ts'

/** A service of the region where the certificate can be used (应用开通). */
export const application = z.object({
  id,
  name: told(100),
  about: told(300),
  opened: z.boolean(),
})

const tags = ['applications']

export const applications = {
  list: ra
    .route({ method: 'GET', path: '/applications', tags, summary: 'Applications that the account can open' })
    .input(nothing)
    .output(z.object({ applications: z.array(application).max(100) })),
  open: ra
    .route({
      method: 'POST',
      path: '/applications',
      tags,
      summary: 'Open applications; one that is open already stays so',
    })
    .input(z.object({ ids: z.array(id).min(1).max(100) }))
    .output(z.object({ applications: z.array(application).max(100) })),
}
