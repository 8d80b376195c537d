import { Modal } from 'antd'
import { useId } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import { PromptContent } from './prompt-content.tsx'

/** The same question on the page of the web shell, which has no window of its own for it. */
export const PromptDialog = () => {
  const { snapshot } = useAssistant()
  const titleId = useId()
  const { prompt } = snapshot
  return (
    <Modal
      open={prompt !== null}
      footer={null}
      closable={false}
      keyboard={false}
      width={420}
      centered
      destroyOnHidden
      mask={{ closable: false }}
      aria-labelledby={titleId}
    >
      {prompt && <PromptContent key={prompt.id} prompt={prompt} titleId={titleId} heading="h2" />}
    </Modal>
  )
}
