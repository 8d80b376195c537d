export { type ApplicationForm, applicationForm } from './application-form/application-form.ts'
export { type CertificateDocument, certificateDocument } from './certificate-document/certificate-document.ts'
