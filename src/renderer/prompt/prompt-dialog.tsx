export const PromptDialog = () => null
