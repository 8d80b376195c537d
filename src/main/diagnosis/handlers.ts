import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Diagnosis } from './service.ts'

export type DiagnosisService = Diagnosis & {
  report(form: 'text' | 'html'): { readonly fileName: string; readonly base64: string }
}

export const diagnosisHandlers = (diagnosis: DiagnosisService): Slice<'diagnosis'> => ({
  diagnosis: {
    run: api.diagnosis.run.handler(({ input }) => diagnosis.run(input.first)),
    rehearse: api.diagnosis.rehearse.handler(({ input }) => diagnosis.rehearse(input.tokenId)),
    repair: api.diagnosis.repair.handler(({ input }) => diagnosis.repair(input.key)),
    undo: api.diagnosis.undo.handler(({ input }) => diagnosis.undo(input.id)),
    report: api.diagnosis.report.handler(({ input }) => diagnosis.report(input.form)),
  },
})
