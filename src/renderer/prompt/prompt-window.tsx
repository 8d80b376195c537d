export const PromptWindow = () => null
