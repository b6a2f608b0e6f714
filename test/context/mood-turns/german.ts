import { labelled } from './labelled-turn.ts';

export const german = labelled({
  negative: `
    Ich warte seit drei Wochen auf meine Lieferung, das ist eine Frechheit.
    Die Vase kam leider völlig zerbrochen an.
    Ich bin sehr enttäuscht von Ihrem Service.
    Sie haben mir den Betrag doppelt abgebucht und niemand meldet sich!
    So einen schlechten Kundendienst habe ich noch nie erlebt.
    Das ist jetzt das dritte Mal, dass ich deswegen schreibe.
    Unverschämt, ich kündige meinen Vertrag.
    Die App stürzt ständig ab.
    Ich bin überhaupt nicht zufrieden.
    Warum ruft mich keiner zurück??
    Der Fahrer war unfreundlich und hat das Paket einfach hingeworfen.
    Die Qualität ist mangelhaft und es passt nicht.
    Ich bin stinksauer, morgen ist die Hochzeit!
    Was für eine Zeitverschwendung.
    Schon wieder die falsche Größe geschickt.
    Furchtbare Erfahrung, nie wieder.
    Die Heizung funktioniert immer noch nicht und wir frieren.
    Ich habe es satt, ständig weitergeleitet zu werden.
    Die Lieferung sollte am Montag da sein, heute ist Freitag 😡
    Ich ärgere mich sehr über die falsche Rechnung.
  `,
  neutral: `
    Können Sie mir sagen, wann meine Bestellung ankommt?
    Ich möchte bitte die Lieferadresse ändern.
    Wie sind Ihre Öffnungszeiten am Samstag?
    Meine Bestellnummer ist 4711-0815.
    Guten Tag, ich habe eine Frage zu meiner Rechnung.
    Liefern Sie auch nach Österreich?
    Bitte schicken Sie die Quittung an meine E-Mail-Adresse.
    Es geht um das blaue in Größe 42.
    Wie kann ich mein Passwort zurücksetzen?
    Ja, morgen zwischen zehn und zwölf ist möglich.
    Gibt es die Jacke auch in Grün?
    Ich habe am 3. März bestellt und mit Karte bezahlt.
    Kann ich die zweite Position stornieren und die erste behalten?
    An wen wende ich mich wegen eines Firmenkontos?
    Ok
  `,
  positive: `
    Vielen Dank, das ging ja schnell!
    Perfekt, jetzt funktioniert es.
    Toller Service, das erzähle ich weiter.
    Das neue Sofa ist wunderschön, ich liebe es.
    Danke, Sie haben mir sehr geholfen.
    Super, damit ist es gelöst.
    Hervorragend, der Ersatz kam heute Morgen an.
    Ich bin sehr zufrieden mit dem Ergebnis.
    Wunderbar, herzlichen Dank!
    Das Team war freundlich und geduldig, großes Lob.
    Echt klasse 😍
    Prima, freut mich.
    Sie haben meinen Tag gerettet, tausend Dank.
    Kein Problem, alles bestens, danke schön.
    Gut gemacht, viel besser als letztes Jahr.
  `,
});
