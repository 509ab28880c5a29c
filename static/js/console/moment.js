// Times arrive in UTC and are shown in the browser's time zone.
"use strict";

const momentFormat = {
  en: ["en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }],
  "zh-CN": ["zh-CN", { dateStyle: "long", timeStyle: "short" }],
};

function inOwnZone(time) {
  const [locale, parts] = momentFormat[document.documentElement.lang] ?? momentFormat.en;
  time.title = time.textContent;
  time.textContent = new Intl.DateTimeFormat(locale, parts).format(new Date(time.dateTime));
}
