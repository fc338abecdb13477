-- Form 5: the copies of a story are found without looking at every document.

CREATE INDEX document_by_voice ON document (voice);
