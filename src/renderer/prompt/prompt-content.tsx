import { ConsentPrompt } from './consent-prompt.tsx'
import { PinPrompt } from './pin-prompt.tsx'
import type { PromptProps } from './prompt-parts.tsx'

/** Who asks, for what, with which certificate. */
export const PromptContent = (props: PromptProps) =>
  props.prompt.kind === 'pin' ? <PinPrompt {...props} /> : <ConsentPrompt {...props} />
