/** Does the work for each element, `width` at a time, in their order. */
export async function inPool<Element>(
  elements: readonly Element[],
  width: number,
  work: (element: Element) => Promise<void>,
): Promise<void> {
  const left = elements[Symbol.iterator]();
  const lanes = Array.from({ length: width }, async () => {
    for (const element of left) await work(element);
  });
  await Promise.all(lanes);
}
