import { Button } from 'antd'
import type { RaRequest } from '../../../shared/ra-contract/index.ts'
import { Facts } from '../../parts/facts.tsx'
import { dateTimeOf, grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { download } from '../parts/download.ts'
import { useAct } from '../parts/use-act.ts'
import type { Words } from '../words/zh-cn.ts'
import type { RequestRow } from './request-row.ts'

/** What the applicant wrote, to compare with the papers. */
export const RequestDetails = ({ row: { request, application } }: { readonly row: RequestRow }) => {
  const { words } = useDesk()
  const say = words.reviews
  const { kind, vendor, serial } = request.token
  const handler = application?.handler
  const recipient = application?.recipient
  const facts = [
    { name: say.subject, value: request.subject.text },
    { name: say.token, value: kind === 'soft' ? say.soft : `${vendor} · ${serial}` },
    ...(request.previousSerial === null
      ? []
      : [{ name: say.previous, value: grouped(request.previousSerial) }]),
    ...(handler === undefined
      ? []
      : [
          {
            name: say.handler,
            value: [
              handler.name,
              `${words.idTypes[handler.idType]} ${handler.idNumber}`,
              handler.phone,
              handler.email,
              handler.address,
            ]
              .filter(Boolean)
              .join(' · '),
          },
        ]),
    ...(recipient === undefined
      ? []
      : [{ name: say.recipient, value: [recipient.name, recipient.phone, recipient.address].join(' · ') }]),
    ...(application?.invoice === undefined
      ? []
      : [
          {
            name: say.invoice,
            value: [application.invoice.title, application.invoice.taxNumber].filter(Boolean).join(' · '),
          },
        ]),
    ...(application?.upgrade === undefined ? [] : [{ name: say.upgrade, value: application.upgrade.number }]),
    ...(request.review?.reason ? [{ name: say.reason, value: reasonOf(request.review, words) }] : []),
    ...(request.progress.awaited?.by
      ? [{ name: say.due, value: <time>{dateTimeOf(request.progress.awaited.by)}</time> }]
      : []),
    { name: say.attachments, value: <Attachments ids={application?.attachments ?? []} /> },
  ]
  return <Facts facts={facts} />
}

const reasonOf = ({ fields, reason }: NonNullable<RaRequest['review']>, words: Words): string =>
  [...fields.map((field) => words.correctionFields[field]), reason].join(' · ')

const Attachments = ({ ids }: { readonly ids: readonly string[] }) => {
  const { words } = useDesk()
  const { run, busy } = useAct()
  const say = words.reviews
  if (ids.length === 0) return say.noAttachments
  return (
    <div className={styles.stack}>
      {ids.map((uploadId, index) => (
        <Button
          key={uploadId}
          type="link"
          loading={busy}
          onClick={() =>
            run(
              async (client) => {
                const { fileName, content } = await client.operator.attachment({ uploadId })
                download(fileName, 'application/pdf', content)
              },
              say.attachment(index + 1),
            )
          }
        >
          {say.attachment(index + 1)}
        </Button>
      ))}
    </div>
  )
}
