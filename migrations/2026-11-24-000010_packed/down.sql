drop table packed_sheets;
