import type { account as original } from './words.zh-cn.ts'

export const account: typeof original = {
  title: 'Account login',
  lead: 'Fill in what the mail or web page says. Paste the whole passage into either field and both are filled.',
  userName: 'User name',
  applicantName: 'Applicant name',
  applicantNameHint: 'For organisations the full name, exactly as registered.',
  captcha: 'Verification code',
  captchaPicture: 'Picture with the verification code; choose it for another',
  captchaQuestion: (question) => `Cannot read the picture? Answer: ${question}`,
  renewCaptcha: 'Another picture',
  submit: 'Log in',
  submitting: 'Logging in…',
  cancel: 'Cancel',
  pasted: 'User name and applicant name were filled in from what you pasted.',
  missing: {
    userName: 'Enter the user name.',
    applicantName: 'Enter the applicant name.',
    captcha: 'Enter the verification code.',
  },
  signedInAs: 'Logged in',
  alreadySignedIn: 'You are logged in and can have a certificate issued.',
  toIssue: 'Issue certificate',
  loggingOut: 'Logging out…',
  logout: 'Log out',
  offline: 'There is no connection now; logging in waits for the network.',
}
