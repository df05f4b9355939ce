-- Time first: new attempts then go to the end of the index, instead of all over it.
ALTER TABLE attempts
    DROP CONSTRAINT attempts_pkey,
    ADD PRIMARY KEY (delivery_created_at, delivery_id, number);
