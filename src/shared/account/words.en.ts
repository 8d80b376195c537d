import type { account as original } from './words.zh-cn.ts'

export const account: typeof original = {
  title: 'Account login',
  lead: 'Fill in what the mail or web page says. Paste the whole passage into either field and both are filled.',
  userName: 'User name',
  applicantName: 'Applicant name',
  applicantNameHint: 'For organisations the full name, exactly as registered.',
  captcha: 'Verification code',
  captchaPicture: 'Picture with the verification code; select it to get another one',
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
    password: 'Enter the password.',
  },
  tabsLabel: 'Ways to log in',
  tabs: {
    names: 'From the mail',
    person: 'Person',
    entity: 'Organisation',
    agency: 'Agency',
    handler: 'Handler',
  },
  tabLeads: {
    person: 'Log in as a person.',
    entity: 'Log in as a company, a sole trader with a trade name, an authority or another organisation.',
    agency:
      'Log in as the head of a trademark agency, with the credit code that is on record for the agency.',
    handler: 'Log in as a handler, then choose for whom you act.',
  },
  by: 'Log in with',
  wayTitles: {
    phone: 'Phone',
    'id-number': 'ID number',
    'credit-code': 'Credit code',
    'organisation-code': 'Organisation code',
    handler: 'Phone or ID number',
    legacy: 'Old account',
  },
  ways: {
    phone: {
      label: 'Phone number',
      hint: 'The one you gave when you registered.',
      missing: 'Enter the phone number.',
    },
    'id-number': {
      label: 'ID number',
      hint: 'The one you gave when you registered.',
      missing: 'Enter the ID number.',
    },
    'credit-code': {
      label: 'Unified social credit code',
      hint: '18 characters.',
      missing: 'Enter the credit code.',
    },
    'organisation-code': {
      label: 'Organisation code',
      hint: 'For organisations without a credit code; it came by text message after the review.',
      missing: 'Enter the organisation code.',
    },
    handler: {
      label: 'Phone or ID number',
      hint: 'Your own, not that of the organisation.',
      missing: 'Enter your phone or ID number.',
    },
    legacy: {
      label: 'Old account',
      hint: 'The login of the old trademark filing system; organisations use the credit code registered there.',
      missing: 'Enter the old account.',
    },
  },
  password: 'Password',
  passwordAgain: 'Type the password again.',
  legacyPassword: 'The password of the old trademark filing system, not the new one.',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  forgotten: 'Forgotten password',
  register: 'Register',
  help: {
    title: 'Trouble logging in?',
    hotline: (phone) => `Still stuck? Call ${phone}.`,
    noHotline: 'Still stuck? Ask the authority.',
    answers: {
      names: [
        {
          question: 'Where are the user name and the applicant name?',
          answer:
            'In the mail from the authority, or on the login page of the trademark service. If you can still log in to the old system, its page My users shows them.',
        },
        {
          question: 'They do not match the record. What now?',
          answer:
            'Use the full name, with brackets and spaces as registered; best copy and paste the passage.',
        },
      ],
      person: [
        {
          question: 'Which account do I use?',
          answer:
            'If you have registered: phone or ID number with the new password. If not: the old account with its old password; you complete the details after that. A sole trader registered under a trade name logs in under Organisation.',
        },
        {
          question: 'The old account is refused. What now?',
          answer:
            'Only old accounts from before 1 August 2025 can log in. If you had several, a mail and a text message told you which one to use. The page My users of the old system shows account, phone and mail.',
        },
      ],
      entity: [
        {
          question: 'Which account do I use?',
          answer:
            'The unified social credit code. Organisations without one use the organisation code they were sent after the review. Sole traders with a trade name log in here too.',
        },
        {
          question: 'What is my password the first time?',
          answer:
            'If the details are not completed yet, choose Old account with the credit code registered there and the old password. Only accounts from before 1 August 2025 can log in.',
        },
      ],
      agency: [
        {
          question: 'Which credit code?',
          answer:
            'The one on record for the agency, not the one in the account of the filing system. If the record is wrong, have the record changed first.',
        },
        {
          question: 'We are registered as an organisation. What now?',
          answer:
            'Log in under Organisation, change to an agency in My account, and bind the handlers again.',
        },
      ],
      handler: [
        {
          question: 'Who is a handler?',
          answer:
            'A person whom an organisation or agency has bound to act for it. Use your own phone or ID number and your own password.',
        },
        {
          question: 'Why can I not act for the agency?',
          answer:
            'A person can be a handler of one agency only and must be a practitioner on record. An agency that registered as an organisation must change to an agency and bind its handlers again.',
        },
      ],
    },
  },
  codeLead: 'One more step',
  codeSent: (where) => `A code was sent to ${where}`,
  codeReason: 'Others may know the user name and the applicant name; the code shows that it is you.',
  codeNotSent: 'No code has been sent yet.',
  send: (where) => `Send to ${where}`,
  sending: 'Sending the code…',
  again: 'Send again',
  againIn: (seconds) => `Send again in ${seconds} s`,
  otherWay: (where) => `Send to ${where} instead`,
  back: 'Back',
  signedInAs: 'Logged in',
  alreadySignedIn: 'You are logged in and can have a certificate issued.',
  toIssue: 'Issue certificate',
  loggingOut: 'Logging out…',
  logout: 'Log out',
  goOnAs: (name) => `Go on as ${name}`,
  offline: 'There is no connection now; logging in waits for the network.',
}
