import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { Waiting } from '../../parts/waiting.tsx'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { download } from '../parts/download.ts'
import { problemText } from '../words/problem.ts'

type Props = { readonly uploadId: string; readonly onClose: () => void }
type Shown = { readonly fileName: string; readonly content: string }

const type = 'application/pdf'

/**
 * A document of an applicant. A frame with a data: address has an origin of its own, so nothing in it reaches this page;
 * its type is given here, so it is never taken for a web page.
 */
export const DocumentPreview = ({ uploadId, onClose }: Props) => {
  const { ask, words } = useDesk()
  const say = words.identity
  const [shown, setShown] = useState<Shown | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    ask((client) => client.operator.attachment({ uploadId })).then(setShown, (error: unknown) =>
      setProblem(problemText(error, words)),
    )
  }, [ask, uploadId, words])
  return (
    <Modal open width={860} title={shown?.fileName ?? say.preview} footer={null} onCancel={onClose}>
      <p>{problem ?? say.previewMeaning}</p>
      {shown === null ? (
        <Waiting words={words.loading} />
      ) : (
        <>
          <iframe
            className={styles.document}
            title={say.preview}
            referrerPolicy="no-referrer"
            src={`data:${type};base64,${shown.content}`}
          />
          <Button onClick={() => download(shown.fileName, type, shown.content)}>{say.save}</Button>
        </>
      )}
    </Modal>
  )
}
