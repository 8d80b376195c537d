import { z } from 'zod'

/** The operator's desk of the authority inside, and who can sit down there. Only a demonstration tells it. */
export const demonstrationDesk = z.readonly(
  z.object({
    url: z.string().max(200),
    operator: z.readonly(z.object({ name: z.string().max(100), password: z.string().max(200) })).nullable(),
    /** An account to try out with. */
    account: z.readonly(z.object({ userName: z.string().max(64), applicantName: z.string().max(200) })),
  }),
)

export type DemonstrationDesk = z.infer<typeof demonstrationDesk>
