// What was typed in a form that came too late, for the pages: kept, found again, dropped (U8).
export { dropKeptForm, keepForm, keptForm } from '../adapters/store/keptForms.ts';
