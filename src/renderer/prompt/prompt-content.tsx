import { assertNever } from '../../shared/assert-never.ts'
import { ChoicePrompt } from './choice-prompt.tsx'
import { ConsentPrompt } from './consent-prompt.tsx'
import { FilePrompt } from './file-prompt.tsx'
import { PinPrompt } from './pin-prompt.tsx'
import type { PromptProps } from './prompt-parts.tsx'
import { SavePrompt } from './save-prompt.tsx'

/** Who asks, what for, and the way to answer this kind of question. */
export const PromptContent = ({ prompt, ...rest }: PromptProps) => {
  switch (prompt.kind) {
    case 'pin':
      return <PinPrompt prompt={prompt} {...rest} />
    case 'consent':
      return <ConsentPrompt prompt={prompt} {...rest} />
    case 'choice':
      return <ChoicePrompt prompt={prompt} {...rest} />
    case 'file':
      return <FilePrompt prompt={prompt} {...rest} />
    case 'save':
      return <SavePrompt prompt={prompt} {...rest} />
    default:
      return assertNever(prompt)
  }
}
