/** What a delivery is about. Ids only: what became of it is read from the page, never from the delivery (F49). */
export type StatuspageSubject =
  /** A maintenance or an incident: the service calls both so. */
  { readonly kind: "incident"; readonly id: string } | { readonly kind: "component"; readonly id: string };

/** A delivery that carried the token: something may have changed, look now. It may come twice, late, or never (F48 to F50). */
export interface StatuspageHint {
  /** Id of the page. */
  readonly page?: string;
  /** Absent where the delivery lacks the ids. */
  readonly about?: StatuspageSubject;
  /** Place of the token that it carried, from 0: shows when an old one is no longer in use (F56). */
  readonly token: number;
}
