export { type ApplicationForm, applicationForm } from './application-form/application-form.ts'
export { type CertificateDocument, certificateDocument } from './certificate-document/certificate-document.ts'
export { inspectPdf, type PdfInspection } from './pdf-inspection/pdf-inspection.ts'
