// The worker of pdf.js as a file of our own.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
