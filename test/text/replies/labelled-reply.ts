/** One mail of our own writing, laid out as a mail program lays it out, and what its author wrote in it. */
export interface LabelledReply {
  name: string;
  mail: string;
  visible: string;
}
