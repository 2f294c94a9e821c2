/** The one place that imports saxes; the build bundles this file with it. Loaded with the first XML that is read. */
export { SaxesParser } from 'saxes';
